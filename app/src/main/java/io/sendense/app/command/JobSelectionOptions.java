package io.sendense.app.command;

import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.ContainerName;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which VMs a job backs up, as the command line says it.
final class JobSelectionOptions {
    @Option(
            names = "--folder",
            paramLabel = "F",
            description =
                    "All VMs of a folder at any depth, new ones included; by name, path"
                            + " (/Berlin/Shop) or moref:group-v12. So for the other kinds.")
    private List<String> folders = List.of();

    @Option(names = "--datacenter", paramLabel = "D", description = "All VMs of a datacenter.")
    private List<String> datacenters = List.of();

    @Option(names = "--cluster", paramLabel = "C", description = "All VMs of a cluster.")
    private List<String> clusters = List.of();

    @Option(names = "--host", paramLabel = "H", description = "All VMs on a host.")
    private List<String> hosts = List.of();

    @Option(
            names = "--resource-pool",
            paramLabel = "P",
            description = "All VMs of a resource pool.")
    private List<String> pools = List.of();

    @Option(names = "--vapp", paramLabel = "A", description = "All VMs of a vApp.")
    private List<String> vapps = List.of();

    @Option(names = "--tag", paramLabel = "CATEGORY/TAG", description = "All VMs that bear a tag.")
    private List<String> tags = List.of();

    @Option(names = "--except", paramLabel = "VM", description = "Leaves a VM out.")
    private List<String> exceptVms = List.of();

    @Option(
            names = "--except-folder",
            paramLabel = "F",
            description = "Leaves the VMs of a folder out.")
    private List<String> exceptFolders = List.of();

    @Option(
            names = "--except-tag",
            paramLabel = "CATEGORY/TAG",
            description = "Leaves the VMs that bear a tag out.")
    private List<String> exceptTags = List.of();

    /// The same as ids.
    ///
    /// @param vms VMs that are named besides
    /// @throws EngineException something is not there, or several are meant
    Selection in(Inventory inventory, String vcenter, List<String> vms) throws EngineException {
        Lookup lookup = new Lookup(inventory, vcenter);
        lookup.vms(vms);
        lookup.containers(SelectorKind.FOLDER, ContainerKind.FOLDER, folders);
        lookup.containers(SelectorKind.DATACENTER, ContainerKind.DATACENTER, datacenters);
        lookup.containers(SelectorKind.CLUSTER, ContainerKind.CLUSTER, clusters);
        lookup.containers(SelectorKind.HOST, ContainerKind.HOST, hosts);
        lookup.containers(SelectorKind.RESOURCE_POOL, ContainerKind.RESOURCE_POOL, pools);
        lookup.containers(SelectorKind.VAPP, ContainerKind.VAPP, vapps);
        lookup.tags(tags);
        Lookup excluded = new Lookup(inventory, vcenter);
        excluded.vms(exceptVms);
        excluded.containers(SelectorKind.FOLDER, ContainerKind.FOLDER, exceptFolders);
        excluded.tags(exceptTags);
        return new Selection(lookup.found, excluded.found);
    }

    private static final class Lookup {
        private final Inventory inventory;
        private final String vcenter;
        private final List<Selector> found = new ArrayList<>();

        Lookup(Inventory inventory, String vcenter) {
            this.inventory = inventory;
            this.vcenter = vcenter;
        }

        void vms(List<String> names) throws EngineException {
            for (String name : names) {
                VmSummary vm = new VmName(name).find(inventory, vcenter);
                found.add(
                        new Selector(
                                vcenter,
                                SelectorKind.VM,
                                vm.id().value(),
                                Optional.of(vm.instanceUuid()).filter(uuid -> !uuid.isEmpty()),
                                vm.name()));
            }
        }

        void containers(SelectorKind kind, ContainerKind of, List<String> names)
                throws EngineException {
            for (String name : names) {
                Container container = new ContainerName(of, name).find(inventory, vcenter);
                found.add(Selector.of(vcenter, kind, container.id().value(), container.name()));
            }
        }

        void tags(List<String> names) throws EngineException {
            for (String name : names) {
                Tag tag =
                        inventory.tags().all().stream()
                                .filter(each -> words(each).equals(name))
                                .findFirst()
                                .orElseThrow(() -> unknown(name));
                found.add(Selector.of(vcenter, SelectorKind.TAG, tag.id(), words(tag)));
            }
        }

        private EngineException unknown(String tag) {
            Problem problem =
                    inventory.tags().readable()
                            ? Problem.of(ProblemCode.INVENTORY_OBJECT_UNKNOWN)
                                    .with("object", "tag '" + tag + "'")
                            : Problem.of(ProblemCode.TAGS_UNREADABLE).with("tag", tag);
            return problem.with("vcenter", vcenter).toException();
        }

        private static String words(Tag tag) {
            return tag.category() + "/" + tag.name();
        }
    }
}

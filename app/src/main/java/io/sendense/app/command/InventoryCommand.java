package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.Engine;
import io.sendense.engine.VCenter;
import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernText;
import io.sendense.engine.concern.Severity;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sendense inventory`: what there is to back up.
@Command(name = "inventory", description = "Lists the VMs of the vCenters, or shows one VM.")
final class InventoryCommand extends EngineCommand {
    @Option(names = "--vcenter", paramLabel = "NAME", description = "Only this one.")
    private @Nullable String vcenter;

    @Option(
            names = "--vm",
            paramLabel = "VM",
            description = "Shows one VM with its disks: a name, moref:vm-42 or uuid:...")
    private @Nullable String vm;

    @Option(
            names = "--preflight",
            description =
                    "With --vm: tells what speaks against backing it up, or against restoring it"
                            + " elsewhere. The exit code is 1 where it cannot be backed up.")
    private boolean preflight;

    /// One concern, with its words.
    record Finding(ConcernText.Rendered text, Map<String, Argument> arguments) {}

    /// One vCenter's part of the result.
    record Part(String vcenter, List<Container> containers, List<VmSummary> vms, Tags tags) {}

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        List<String> names =
                vcenter == null
                        ? engine.vcenters().stream().map(VCenter::name).toList()
                        : List.of(vcenter);
        if (vm != null) {
            return showVm(engine, output, names, vm);
        }
        if (preflight) {
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .with("cause", "--preflight goes with --vm")
                    .toException();
        }
        List<Part> parts = new ArrayList<>();
        Table table = new Table("VCENTER", "NAME", "ID", "POWER", ">STORAGE", "GUEST", "TAGS");
        for (String name : names) {
            Inventory inventory = engine.inventory(name);
            parts.add(new Part(name, inventory.containers(), inventory.vms(), inventory.tags()));
            inventory.vms().stream()
                    .sorted(Comparator.comparing(VmSummary::name))
                    .forEach(found ->
                            table.row(
                                    name,
                                    found.name(),
                                    found.id(),
                                    found.template()
                                            ? "template"
                                            : found.power().name().toLowerCase(Locale.ROOT),
                                    Amount.bytes(found.storageBytes()),
                                    found.guest().orElse(""),
                                    tagsOf(inventory, found)));
        }
        output.result(Map.of("vcenters", parts), table);
        return DONE;
    }

    private static String tagsOf(Inventory inventory, VmSummary vm) {
        return inventory.tags().of(vm.id()).stream()
                .map(Tag::toString)
                .collect(Collectors.joining(", "));
    }

    private int showVm(Engine engine, Output output, List<String> names, String wanted)
            throws EngineException, InterruptedException {
        if (names.isEmpty()) {
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .with("cause", "no vCenter is known; add one with: sendense vcenter add")
                    .toException();
        }
        Map<String, Inventory> inventories = new LinkedHashMap<>();
        for (String name : names) {
            inventories.put(name, engine.inventory(name));
        }
        VmName.Located where = new VmName(wanted).findIn(inventories);
        if (preflight) {
            return showConcerns(engine, output, where);
        }
        VirtualMachine found = engine.vm(where.vcenter(), where.vm().id());
        Table table = new Table(">KEY", "LABEL", "CONTROLLER", ">SIZE", "MODE", "CHANGE ID");
        found.disks()
                .forEach(disk ->
                        table.row(
                                disk.key(),
                                disk.label(),
                                disk.controller() + ":" + disk.unitNumber(),
                                Amount.bytes(disk.capacityBytes()),
                                disk.mode().name().toLowerCase(Locale.ROOT),
                                disk.changeId().map(Object::toString).orElse("-")));
        output.result(found, table);
        return DONE;
    }

    private static int showConcerns(Engine engine, Output output, VmName.Located where)
            throws EngineException, InterruptedException {
        List<Concern> concerns =
                engine.concerns(where.vcenter(), where.vm().id(), BackupOptions.usual());
        ConcernText texts = ConcernText.english();
        List<Finding> findings = new ArrayList<>();
        Table table = new Table("SEVERITY", "CONCERN", "WHAT", "TO DO");
        for (Concern concern : concerns) {
            ConcernText.Rendered text = texts.render(concern);
            findings.add(new Finding(text, concern.arguments()));
            table.row(
                    text.severity().name().toLowerCase(Locale.ROOT),
                    text.id(),
                    text.what(),
                    text.remedy());
        }
        boolean possible =
                concerns.stream().noneMatch(found -> found.severity() == Severity.CRITICAL);
        output.result(
                Map.of("vm", where.vm().name(), "possible", possible, "concerns", findings), table);
        return possible ? DONE : FAILED;
    }
}

package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.vsphere.config.VmConfig;
import io.sendense.engine.source.vsphere.soap.RawXml;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Reads one VM, its snapshots, and what a snapshot froze. Thread-safe.
final class VmReader {
    private static final String OPERATION = "RetrievePropertiesEx";
    private static final String CONFIG = "config";
    private static final String SNAPSHOT = "snapshot";
    private static final String HOST = "runtime.host";
    private static final String[] PROPERTIES = properties();

    private final ServerSession session;
    private final PropertyReader properties;
    private final Datacenters datacenters;

    VmReader(ServerSession session, PropertyReader properties, Datacenters datacenters) {
        this.session = session;
        this.properties = properties;
        this.datacenters = datacenters;
    }

    private static String[] properties() {
        List<String> all = new ArrayList<>(VmSummaries.PROPERTIES);
        all.removeIf(path -> path.startsWith(CONFIG + "."));
        all.addAll(
                List.of(
                        CONFIG,
                        SNAPSHOT,
                        "capability.changeTrackingSupported",
                        "runtime.consolidationNeeded"));
        return all.toArray(new String[0]);
    }

    VirtualMachine vm(ObjectId id) throws EngineException, InterruptedException {
        ObjectProperties vm = read(id, PROPERTIES);
        VmConfig config = config(vm, "the VM " + id);
        Optional<ManagedObjectReference> pool =
                vm.get("resourcePool", ManagedObjectReference.class);
        boolean poolIsShown = pool.isPresent() && datacenters.isShown(pool.get());
        return new VirtualMachine(
                VmSummaries.of(vm, config, shown -> poolIsShown),
                config.uuid(),
                datacenters.nameOf(id),
                config.version(),
                vm.flag("capability.changeTrackingSupported"),
                config.changeTracking(),
                vm.flag("runtime.consolidationNeeded"),
                config.disks(),
                tree(vm));
    }

    /// The configuration alone, as the server sent it.
    String configXml(ObjectId id) throws EngineException, InterruptedException {
        return shown(read(id, CONFIG), "the VM " + id);
    }

    private ObjectProperties read(ObjectId vm, String... paths)
            throws EngineException, InterruptedException {
        try {
            return properties.of(References.vm(vm), paths);
        } catch (SoapFault fault) {
            throw fault.is(ManagedObjectNotFound.class)
                    ? session.problems().vmUnknown(vm.value(), fault)
                    : session.problems().of(OPERATION, vm.value(), fault);
        }
    }

    private VmConfig config(ObjectProperties object, String what) throws EngineException {
        return parse(shown(object, what), what);
    }

    private String shown(ObjectProperties object, String what) throws EngineException {
        SoapFault refusal = object.refusals().get(CONFIG);
        if (refusal != null) {
            throw session.problems().of(OPERATION, what, refusal);
        }
        Optional<RawXml> config = object.get(CONFIG, RawXml.class);
        if (config.isEmpty()) {
            throw session.problems()
                    .unreadable(
                            OPERATION,
                            Cause.of(CauseCode.NOT_SHOWN)
                                    .with("object", what)
                                    .with("what", CONFIG));
        }
        return config.get().xml();
    }

    private VmConfig parse(String xml, String what) throws EngineException {
        try {
            return VmConfig.parse(xml);
        } catch (XMLStreamException e) {
            throw session.problems()
                    .unreadable(
                            OPERATION,
                            Cause.of(CauseCode.OBJECT_NOT_UNDERSTOOD)
                                    .with("object", what)
                                    .with("detail", String.valueOf(e.getMessage())));
        }
    }

    /// The host that the VM runs on or is registered with, now.
    Optional<ObjectId> host(ObjectId vm) throws EngineException, InterruptedException {
        return References.id(read(vm, HOST).get(HOST, ManagedObjectReference.class).orElse(null));
    }

    FrozenVm frozen(ObjectId vm, ObjectId snapshot) throws EngineException, InterruptedException {
        ObjectProperties read;
        try {
            read = properties.of(References.snapshot(snapshot), CONFIG);
        } catch (SoapFault fault) {
            throw fault.is(ManagedObjectNotFound.class)
                    ? session.problems().snapshotUnknown(snapshot.value(), fault)
                    : session.problems().of(OPERATION, snapshot.value(), fault);
        }
        String what = "the snapshot " + snapshot;
        VmConfig config = config(read, what);
        return new FrozenVm(vm, snapshot, config.disks(), shown(read, what));
    }

    /// The snapshot trees; empty where the VM is gone.
    List<SnapshotNode> snapshots(ObjectId vm) throws EngineException, InterruptedException {
        try {
            return tree(properties.of(References.vm(vm), SNAPSHOT));
        } catch (SoapFault fault) {
            if (fault.is(ManagedObjectNotFound.class)) {
                return List.of();
            }
            throw session.problems().of(OPERATION, vm.value(), fault);
        }
    }

    private static List<SnapshotNode> tree(ObjectProperties vm) {
        return vm.get(SNAPSHOT, VirtualMachineSnapshotInfo.class)
                .map(info -> nodes(info.getRootSnapshotList()))
                .orElse(List.of());
    }

    private static List<SnapshotNode> nodes(VirtualMachineSnapshotTree @Nullable [] trees) {
        if (trees == null) {
            return List.of();
        }
        return Arrays.stream(trees).flatMap(tree -> node(tree).stream()).toList();
    }

    private static Optional<SnapshotNode> node(VirtualMachineSnapshotTree tree) {
        ManagedObjectReference reference = tree.getSnapshot();
        return References.id(reference)
                .map(id ->
                        new SnapshotNode(
                                id,
                                Names.decoded(orEmpty(tree.getName())),
                                orEmpty(tree.getDescription()),
                                tree.getCreateTime() == null
                                        ? Instant.EPOCH
                                        : tree.getCreateTime().toInstant(),
                                nodes(tree.getChildSnapshotList())));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

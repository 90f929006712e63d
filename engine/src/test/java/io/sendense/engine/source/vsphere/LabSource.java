package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.lab.LabCaller;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.storage.StorageLimits;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VmSummary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// A lab whose guests rest, and a source on it that gives up soon.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LabSource {
    static final Duration RETRY = Duration.ofSeconds(3);

    /// A VM with one disk of 1 GiB that holds a pattern.
    static final String SMALL = "Kasse 1";

    /// What change tracking tells apart.
    static final int BLOCK = 64 << 10;

    static final int MIB = 1 << 20;

    LabVCenter lab;
    VsphereSource source;

    @BeforeAll
    void startLab() throws Exception {
        lab = LabVCenter.start(options());
        source = connect(VsphereLimits.usual().withRetry(RETRY));
    }

    /// Small windows, so that a disk has many.
    LabOptions options() {
        return LabOptions.standard(InstantSource.system())
                .withTaskTime(Duration.ofMillis(20))
                .withGuestSteps(0)
                .withStorage(StorageLimits.standard().withWindow(96L << 20, 3));
    }

    /// Another source on the same lab.
    VsphereSource connect(VsphereLimits limits) throws EngineException {
        return VsphereSource.connect(
                new VsphereEndpoint(
                        lab.url(),
                        lab.user(),
                        Secret.of(lab.password()),
                        new ServerTrust.Pin(new Fingerprint(lab.certificateSha256())),
                        limits));
    }

    @AfterEach
    void restoreLab() throws IOException {
        lab.faults().clear();
        lab.restore();
    }

    @AfterAll
    void stopLab() {
        source.close();
        lab.close();
    }

    ObjectId idOf(String name) throws EngineException, InterruptedException {
        return source.inventory().vms().stream()
                .filter(vm -> vm.name().equals(name))
                .map(VmSummary::id)
                .findFirst()
                .orElseThrow();
    }

    /// Counts the calls of an operation from now on and changes nothing: see `lab.faults()`.
    FaultRule counting(String operation) {
        FaultRule rule = FaultRule.on(operation, new FaultAction.Delay(Duration.ZERO)).always();
        lab.faults().add(rule);
        return rule;
    }

    /// The id of the last task of a VM.
    String lastTask(ObjectId vm) throws Exception {
        return new LabCaller(lab)
                .loggedIn()
                .property("VirtualMachine:" + vm, "recentTask")
                .all("ManagedObjectReference")
                .getLast();
    }

    /// `TaskInProgress` that says which task is in the way.
    static FaultAction busyWith(String task) {
        return new FaultAction.AnswerFault(
                new SoapFault(
                        Structure.of("TaskInProgress").with("task", new Reference("Task", task)),
                        "Another task is already in progress."));
    }

    /// A call that is expected to fail.
    interface Call {
        Object make() throws Exception;
    }

    static EngineException failureOf(Call call) {
        EngineException e = catchThrowableOfType(EngineException.class, call::make);
        GermanTexts.assertGerman(e.problem());
        return e;
    }

    static ProblemCode codeOf(Call call) {
        return failureOf(call).problem().code();
    }

    static long checksum(BlockDevice device, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        device.read(0, buffer);
        CRC32C sum = new CRC32C();
        sum.update(buffer.flip());
        return sum.getValue();
    }

    Frozen freeze(String name) throws EngineException, InterruptedException {
        return new Frozen(name);
    }

    /// A VM under a snapshot that ends with it.
    final class Frozen implements AutoCloseable {
        private final ObjectId id;
        private final ObjectId snapshot;
        private final FrozenVm vm;

        private Frozen(String name) throws EngineException, InterruptedException {
            this.id = idOf(name);
            this.snapshot =
                    source.createSnapshot(new SnapshotRequest(id, "frozen", "by a test", false));
            this.vm = source.frozen(id, snapshot);
        }

        ObjectId id() {
            return id;
        }

        FrozenVm vm() {
            return vm;
        }

        VirtualDisk disk() {
            return vm.disks().getFirst();
        }

        BlockDevice open() throws EngineException, InterruptedException {
            return source.open(vm, disk()).device();
        }

        @Override
        public void close() throws EngineException {
            lab.faults().clear();
            try {
                source.removeSnapshot(snapshot);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

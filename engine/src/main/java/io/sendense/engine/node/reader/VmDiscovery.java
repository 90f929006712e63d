package io.sendense.engine.node.reader;

import io.sendense.engine.node.protocol.Discovery;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.engine.transfer.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Asks a vCenter for its VMs and their disks. Stateless.
final class VmDiscovery {
    /// How many VMs are asked for at once.
    private static final int AT_ONCE = 4;

    private VmDiscovery() {}

    /// @param only one VM; absent for all. One that goes while all are asked for is left out
    static Discovery of(VmSource source, Optional<String> only)
            throws EngineException, InterruptedException {
        if (only.isPresent()) {
            return new Discovery(List.of(told(source.vm(new ObjectId(only.get())))));
        }
        Queue<VmSummary> left = new ConcurrentLinkedQueue<>(source.inventory().vms());
        Queue<Discovery.Vm> found = new ConcurrentLinkedQueue<>();
        try (Scope scope = new Scope("discovery")) {
            for (int i = 0; i < AT_ONCE; i++) {
                scope.fork(() -> {
                    for (VmSummary vm = left.poll(); vm != null; vm = left.poll()) {
                        ask(source, vm.id()).ifPresent(found::add);
                    }
                    return found;
                });
            }
            scope.join();
        } catch (EngineException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Discovery(
                found.stream().sorted(Comparator.comparing(Discovery.Vm::vm)).toList());
    }

    private static Optional<Discovery.Vm> ask(VmSource source, ObjectId vm)
            throws EngineException, InterruptedException {
        try {
            return Optional.of(told(source.vm(vm)));
        } catch (EngineException e) {
            if (e.problem().code() == ProblemCode.VM_UNKNOWN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Discovery.Vm told(VirtualMachine vm) {
        return new Discovery.Vm(
                vm.summary().id().value(),
                vm.summary().instanceUuid(),
                vm.summary().name(),
                vm.summary().power().name(),
                vm.summary().template(),
                vm.disks().stream().map(VmDiscovery::told).toList());
    }

    private static Discovery.Disk told(VirtualDisk disk) {
        return new Discovery.Disk(
                disk.key(), disk.label(), disk.capacityBytes(), disk.backingUuid());
    }
}

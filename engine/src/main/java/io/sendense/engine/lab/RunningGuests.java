package io.sendense.engine.lab;

import io.sendense.engine.lab.guest.LiveGuest;
import io.sendense.engine.lab.guest.TypicalGuest;
import io.sendense.engine.lab.machine.PowerState;
import io.sendense.engine.lab.machine.VirtualMachine;
import java.util.ArrayList;
import java.util.List;

/// The guests of the VMs that are switched on. Thread-safe.
final class RunningGuests implements AutoCloseable {
    private static final String BUSY = "pgtest1";
    private static final int SHARE_OF_OTHERS = 20;

    private final List<LiveGuest> guests;

    /// @param stepsPerSecond what the guest of `pgtest1` does; 0 for no guests at all
    /// @param seed of everything they do
    RunningGuests(List<VirtualMachine> machines, int stepsPerSecond, long seed) {
        var started = new ArrayList<LiveGuest>();
        for (VirtualMachine machine : machines) {
            boolean runs =
                    machine.definition().state().power() == PowerState.ON
                            && !machine.disks().disks().isEmpty();
            if (runs && stepsPerSecond > 0) {
                String name = machine.definition().name();
                int rate =
                        name.equals(BUSY)
                                ? stepsPerSecond
                                : Math.max(1, stepsPerSecond / SHARE_OF_OTHERS);
                started.add(LiveGuest.start(name, rate, new TypicalGuest(machine.disks(), seed)));
            }
        }
        guests = List.copyOf(started);
    }

    /// Switches all off.
    @Override
    public void close() {
        guests.forEach(LiveGuest::close);
    }
}

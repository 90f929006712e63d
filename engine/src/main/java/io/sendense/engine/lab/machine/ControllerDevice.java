package io.sendense.engine.lab.machine;

/// A disk controller of a VM. Immutable.
///
/// @param kind what it is
/// @param bus its bus number among the controllers of its family
/// @param sharedBus whether other VMs attach to the same disks
public record ControllerDevice(ControllerKind kind, int bus, boolean sharedBus) {
    /// A controller of this VM alone.
    public ControllerDevice(ControllerKind kind, int bus) {
        this(kind, bus, false);
    }

    /// Its device key.
    public int key() {
        return kind.key(bus);
    }
}

package io.sendense.engine.lab.machine;

/// A virtual disk as a device. Its bytes are elsewhere. Immutable.
///
/// @param number its number among the disks of the VM, from 1: `Hard disk 1`
/// @param controller where it is attached
/// @param unit its slot there
/// @param capacityBytes how large it is made
/// @param backing what stands behind it
public record DiskDevice(
        int number, ControllerDevice controller, int unit, long capacityBytes, Backing backing) {

    /// Its device key.
    public int key() {
        return controller.kind().diskKey(controller.bus(), unit);
    }

    /// What vSphere calls it.
    public String label() {
        return "Hard disk " + number;
    }
}

package io.sendense.engine.lab.machine;

/// How a VM boots. Immutable.
///
/// @param efi EFI instead of BIOS
/// @param secureBoot boots signed code only
/// @param tpm has a virtual TPM, which brings an encryption key for the VM's own files
public record Firmware(boolean efi, boolean secureBoot, boolean tpm) {
    /// Boots as old machines do.
    public static final Firmware BIOS = new Firmware(false, false, false);

    /// EFI without secure boot.
    public static final Firmware EFI = new Firmware(true, false, false);

    /// EFI with secure boot and a virtual TPM.
    public static final Firmware SEALED = new Firmware(true, true, true);

    /// Refuses secure boot or a TPM without EFI.
    public Firmware {
        if ((secureBoot || tpm) && !efi) {
            throw new IllegalArgumentException("secure boot and a TPM need EFI");
        }
    }
}

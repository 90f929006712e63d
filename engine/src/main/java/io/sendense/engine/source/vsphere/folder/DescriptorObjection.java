package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.source.vsphere.folder.VmdkDescriptor.DataFile;
import java.util.Locale;
import java.util.Optional;

/// Says why what a descriptor describes cannot be read through the datastore's folder: a sentence
/// for each kind of storage. Stateless.
final class DescriptorObjection {
    private DescriptorObjection() {}

    /// Nothing if it can be read.
    static Optional<String> to(VmdkDescriptor descriptor) {
        if (descriptor.encrypted()) {
            return Optional.of(
                    "it is encrypted by the VM's storage policy, and the folder shows only what is"
                            + " encrypted");
        }
        if (descriptor.files().size() != 1) {
            return Optional.of(
                    "its data lies in "
                            + descriptor.files().size()
                            + " files ("
                            + descriptor.createType()
                            + ")");
        }
        DataFile file = descriptor.files().getFirst();
        return storage(descriptor, file).or(() -> shape(descriptor, file)).or(() -> place(file));
    }

    private static Optional<String> storage(VmdkDescriptor descriptor, DataFile file) {
        String type = descriptor.createType().toLowerCase(Locale.ROOT);
        String name = file.name().toLowerCase(Locale.ROOT);
        if (type.startsWith("vsan") || file.type().startsWith("VSAN") || name.startsWith("vsan:")) {
            return Optional.of(
                    "its data is a vSAN object ("
                            + file.name()
                            + "), which is no file of a folder");
        }
        if (type.startsWith("vvol") || file.type().startsWith("VVOL") || name.startsWith("vvol:")) {
            return Optional.of(
                    "its data is a virtual volume of the storage array ("
                            + file.name()
                            + "), which is no file of a folder");
        }
        if (type.contains("passthrough") || file.type().equals("VMFSRDMP")) {
            return Optional.of(
                    "it is a raw device mapping in physical mode ("
                            + file.type()
                            + "), whose data"
                            + " no snapshot holds still");
        }
        if (file.type().equals("VMFSRDM") || file.type().equals("VMFSRAW")) {
            return Optional.of(
                    "it is a raw device mapping ("
                            + file.type()
                            + "), whose data is on a volume of its own and in no file");
        }
        return Optional.empty();
    }

    private static Optional<String> shape(VmdkDescriptor descriptor, DataFile file) {
        boolean flat = file.type().equals("VMFS") || file.type().equals("FLAT");
        if (!flat && file.redoLog().isEmpty()) {
            return Optional.of(
                    "its data file is of the type "
                            + file.type()
                            + " ("
                            + descriptor.createType()
                            + "), which is not known here");
        }
        if (descriptor.isDelta() && flat) {
            return Optional.of(
                    "it is a redo log over "
                            + descriptor.parentHint()
                            + ", but its data file is of the type "
                            + file.type());
        }
        if (!flat && (descriptor.parentHint().isEmpty() || descriptor.parentCid().isEmpty())) {
            return Optional.of("it is a redo log (" + file.type() + ") that names no parent");
        }
        return Optional.empty();
    }

    private static Optional<String> place(DataFile file) {
        if (file.name().isEmpty() || file.name().contains("/") || file.offsetBytes() != 0) {
            return Optional.of(
                    "its data is at '" + file.name() + "', which is no file beside its descriptor");
        }
        return Optional.empty();
    }
}

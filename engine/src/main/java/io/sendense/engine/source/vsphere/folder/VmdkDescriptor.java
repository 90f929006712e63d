package io.sendense.engine.source.vsphere.folder;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text that describes a virtual disk's files ("Virtual Disk Format 5.0", section The
/// Descriptor). Immutable.
///
/// @param createType for instance `vmfs`
/// @param parent whether it is a redo log over another disk
record VmdkDescriptor(String createType, boolean parent, List<DataFile> files) {
    private static final String MAGIC = "# Disk DescriptorFile";
    private static final int SECTOR_BYTES = 512;
    private static final Pattern ENCODING =
            Pattern.compile("(?m)^\\s*encoding\\s*=\\s*\"([^\"]+)\"");
    private static final Pattern TYPE = Pattern.compile("(?m)^\\s*createType\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern PARENT =
            Pattern.compile(
                    "(?mi)^\\s*(parentCID\\s*=\\s*(?!ffffffff\\b)[0-9a-f]+|parentFileNameHint\\s*=.*)");
    private static final Pattern FILE =
            Pattern.compile(
                    "(?m)^\\s*(RW|RDONLY|NOACCESS)\\s+([0-9]{1,15})\\s+([A-Za-z]+)(?:\\s+\"([^\"]*)\"(?:\\s+([0-9]{1,15}))?)?\\s*$");

    /// One file (the format calls it an extent) with a part of the data.
    ///
    /// @param type `VMFS`, `FLAT`, `VMFSSPARSE`, `SESPARSE`, `SPARSE`, `VMFSRDM` ...
    /// @param name empty where there is none
    /// @param offsetBytes where its part begins in the file
    record DataFile(String type, String name, long lengthBytes, long offsetBytes) {}

    VmdkDescriptor {
        files = List.copyOf(files);
    }

    /// Reads a descriptor; nothing if the bytes are none.
    static Optional<VmdkDescriptor> parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.stripLeading().startsWith(MAGIC)) {
            return Optional.empty();
        }
        Matcher encoding = ENCODING.matcher(text);
        if (encoding.find()) {
            text = new String(bytes, charset(encoding.group(1)));
        }
        Matcher type = TYPE.matcher(text);
        List<DataFile> files = new ArrayList<>();
        for (Matcher file = FILE.matcher(text); file.find(); ) {
            files.add(
                    new DataFile(
                            file.group(3).toUpperCase(java.util.Locale.ROOT),
                            file.group(4) == null ? "" : file.group(4),
                            Long.parseLong(file.group(2)) * SECTOR_BYTES,
                            file.group(5) == null
                                    ? 0
                                    : Long.parseLong(file.group(5)) * SECTOR_BYTES));
        }
        return Optional.of(
                new VmdkDescriptor(
                        type.find() ? type.group(1) : "", PARENT.matcher(text).find(), files));
    }

    /// What is no charset's name, or not one we know, is read as the rest of the world writes.
    private static Charset charset(String name) {
        try {
            return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException _) {
            return StandardCharsets.UTF_8;
        }
    }

    /// Why the data cannot be read as one flat file; nothing if it can.
    Optional<String> objection() {
        if (parent) {
            return Optional.of("it is a redo log (" + createType + ") over another disk");
        }
        if (files.size() != 1) {
            return Optional.of("its data lies in " + files.size() + " files (" + createType + ")");
        }
        DataFile file = files.getFirst();
        if (!file.type().equals("VMFS") && !file.type().equals("FLAT")) {
            return Optional.of(
                    "its data file is of the type " + file.type() + " (" + createType + ")");
        }
        if (file.name().isEmpty() || file.name().contains("/") || file.offsetBytes() != 0) {
            return Optional.of(
                    "its data is at '" + file.name() + "', which is no file beside its descriptor");
        }
        return Optional.empty();
    }
}

package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.disk.vmdk.RedoLogFormat;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text that describes a virtual disk's files ("Virtual Disk Format 5.0", section The
/// Descriptor). Immutable.
///
/// @param createType for instance `vmfs`
/// @param cid the content's number, in lower case; empty where there is none
/// @param parentCid the parent's number when the redo log was begun; empty for a disk of its own
/// @param parentHint the parent's descriptor; empty for a disk of its own
/// @param encrypted whether an I/O filter encrypts the data
record VmdkDescriptor(
        String createType,
        String cid,
        String parentCid,
        String parentHint,
        boolean encrypted,
        List<DataFile> files) {
    private static final String MAGIC = "# Disk DescriptorFile";
    private static final int SECTOR_BYTES = 512;
    private static final String NO_PARENT = "ffffffff";
    private static final Pattern ENCODING =
            Pattern.compile("(?m)^\\s*encoding\\s*=\\s*\"([^\"]+)\"");
    private static final Pattern TYPE = Pattern.compile("(?m)^\\s*createType\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern CID =
            Pattern.compile("(?mi)^\\s*CID\\s*=\\s*([0-9a-f]{1,8})\\s*$");
    private static final Pattern PARENT_CID =
            Pattern.compile("(?mi)^\\s*parentCID\\s*=\\s*([0-9a-f]{1,8})\\s*$");
    private static final Pattern PARENT_HINT =
            Pattern.compile("(?mi)^\\s*parentFileNameHint\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern ENCRYPTED =
            Pattern.compile("(?mi)^\\s*ddb\\.iofilters\\s*=.*crypt|^\\s*encryption\\.");
    private static final Pattern FILE =
            Pattern.compile(
                    "(?m)^\\s*(RW|RDONLY|NOACCESS)\\s+([0-9]{1,15})\\s+([A-Za-z_]+)(?:\\s+\"([^\"]*)\"(?:\\s+([0-9]{1,15}))?)?\\s*$");

    /// One file (the format calls it an extent) with a part of the data.
    ///
    /// @param type `VMFS`, `FLAT`, `VMFSSPARSE`, `SESPARSE`, `SPARSE`, `VMFSRDM` ...
    /// @param name empty where there is none
    /// @param offsetBytes where its part begins in the file
    record DataFile(String type, String name, long lengthBytes, long offsetBytes) {
        /// The format, where it is a redo log.
        Optional<RedoLogFormat> redoLog() {
            return RedoLogFormat.ofExtent(type);
        }
    }

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
        List<DataFile> files = new ArrayList<>();
        for (Matcher file = FILE.matcher(text); file.find(); ) {
            files.add(
                    new DataFile(
                            file.group(3).toUpperCase(Locale.ROOT),
                            file.group(4) == null ? "" : file.group(4),
                            Long.parseLong(file.group(2)) * SECTOR_BYTES,
                            file.group(5) == null
                                    ? 0
                                    : Long.parseLong(file.group(5)) * SECTOR_BYTES));
        }
        String parentCid = first(PARENT_CID, text).toLowerCase(Locale.ROOT);
        return Optional.of(
                new VmdkDescriptor(
                        first(TYPE, text),
                        first(CID, text).toLowerCase(Locale.ROOT),
                        parentCid.equals(NO_PARENT) ? "" : parentCid,
                        first(PARENT_HINT, text),
                        ENCRYPTED.matcher(text).find(),
                        files));
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    /// What is no charset's name, or not one we know, is read as the rest of the world writes.
    private static Charset charset(String name) {
        try {
            return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException _) {
            return StandardCharsets.UTF_8;
        }
    }

    /// Whether it is a redo log over another disk.
    boolean isDelta() {
        return !parentCid.isEmpty() || !parentHint.isEmpty();
    }

    /// Why the data cannot be read through the datastore's folder; nothing if it can.
    Optional<String> objection() {
        return DescriptorObjection.to(this);
    }
}

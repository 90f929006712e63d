package io.sendense.engine.wire.nbd;

import java.util.List;
import java.util.Optional;

/// One export of a server's list. Immutable.
///
/// @param description a line for people; may be empty
/// @param details what the server told when asked about the export; empty where it did not
public record NbdExportEntry(String name, String description, Optional<Details> details) {

    /// What `NBD_OPT_INFO` and `NBD_OPT_LIST_META_CONTEXT` told.
    ///
    /// @param size in bytes
    /// @param contexts names of the metadata contexts
    public record Details(
            long size, TransmissionFlags flags, BlockSizes blockSizes, List<String> contexts) {
        public Details {
            contexts = List.copyOf(contexts);
        }
    }
}

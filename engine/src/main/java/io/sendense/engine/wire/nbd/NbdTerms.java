package io.sendense.engine.wire.nbd;

import java.util.OptionalInt;

/// What client and server agreed on in the handshake. Immutable.
///
/// @param size of the export in bytes
/// @param structuredReplies whether reads may come in pieces, with holes left out
/// @param allocationContext the number of `base:allocation` on this connection; empty where the
///   server cannot tell what is allocated
public record NbdTerms(
        long size,
        TransmissionFlags flags,
        BlockSizes blockSizes,
        boolean structuredReplies,
        OptionalInt allocationContext) {
    public NbdTerms {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size + " is negative");
        }
    }

    /// Whether a connection with these terms can stand in for one with the others. The number of
    /// the context is each connection's own affair.
    boolean interchangeableWith(NbdTerms other) {
        return size == other.size
                && flags.equals(other.flags)
                && blockSizes.equals(other.blockSizes)
                && structuredReplies == other.structuredReplies
                && allocationContext.isPresent() == other.allocationContext.isPresent();
    }
}

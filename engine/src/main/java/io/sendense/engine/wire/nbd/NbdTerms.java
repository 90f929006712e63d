package io.sendense.engine.wire.nbd;

import java.util.OptionalInt;

/// What client and server agreed on in the handshake. Immutable.
///
/// @param size of the export in bytes
/// @param headers the form of requests and replies
/// @param allocationContext the number of `base:allocation` on this connection; empty where the
///   server cannot tell what is allocated
/// @param depthContext the number of `qemu:allocation-depth` on this connection; empty where the
///   server cannot tell, or was not asked
public record NbdTerms(
        long size,
        TransmissionFlags flags,
        BlockSizes blockSizes,
        NbdHeaders headers,
        OptionalInt allocationContext,
        OptionalInt depthContext) {
    public NbdTerms {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size + " is negative");
        }
    }

    /// Whether a connection with these terms can stand in for one with the others. The numbers of
    /// the contexts are each connection's own affair.
    boolean interchangeableWith(NbdTerms other) {
        return ofSameExport(other)
                && allocationContext.isPresent() == other.allocationContext.isPresent()
                && depthContext.isPresent() == other.depthContext.isPresent();
    }

    /// Whether everything but what can be asked about ranges is the same.
    boolean ofSameExport(NbdTerms other) {
        return size == other.size
                && flags.equals(other.flags)
                && blockSizes.equals(other.blockSizes)
                && headers == other.headers;
    }

    /// The number of a context on this connection.
    OptionalInt context(MetaContext context) {
        return switch (context) {
            case ALLOCATION -> allocationContext;
            case DEPTH -> depthContext;
        };
    }

    /// How many contexts the server answers to an unfiltered question.
    int contexts() {
        return (allocationContext.isPresent() ? 1 : 0) + (depthContext.isPresent() ? 1 : 0);
    }

    /// Whether the server may send what this number means.
    boolean selected(int number) {
        return allocationContext.equals(OptionalInt.of(number))
                || depthContext.equals(OptionalInt.of(number));
    }
}

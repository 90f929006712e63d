package io.sendense.engine.wire.nbd;

/// What a server tells and to whom it listens. Immutable.
public record NbdPolicy(Listing listing, Reach reach, NbdServerTls tls) {

    /// Whether a client may ask for the names of the exports (`NBD_OPT_LIST`).
    public enum Listing {
        ANSWERED,
        REFUSED
    }

    /// Which TCP addresses the server may bind.
    public enum Reach {
        LOOPBACK_ONLY,
        /// Whoever reaches the port may read and write, unless TLS with certificates of clients is
        /// required.
        ANY_ADDRESS
    }

    /// Names are told, other machines are not served, no TLS.
    public static NbdPolicy standard() {
        return new NbdPolicy(Listing.ANSWERED, Reach.LOOPBACK_ONLY, NbdServerTls.off());
    }

    public NbdPolicy withListing(Listing value) {
        return new NbdPolicy(value, reach, tls);
    }

    public NbdPolicy withReach(Reach value) {
        return new NbdPolicy(listing, value, tls);
    }

    public NbdPolicy withTls(NbdServerTls value) {
        return new NbdPolicy(listing, reach, value);
    }
}

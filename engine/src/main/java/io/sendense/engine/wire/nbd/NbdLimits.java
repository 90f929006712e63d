package io.sendense.engine.wire.nbd;

import java.time.Duration;

/// What a server grants its clients, however they behave. Immutable.
public record NbdLimits(Peers peers, Flow flow, Times times) {

    /// Who may come.
    ///
    /// @param connections at most this many at once; one more is closed without a word
    /// @param connectionsPerExport at most this many in the transmission phase of one export; one
    ///   more is refused with `NBD_REP_ERR_POLICY`
    /// @param optionBytes longest data of one handshake option that is looked at; longer ones are
    ///   answered `NBD_REP_ERR_TOO_BIG`
    public record Peers(int connections, int connectionsPerExport, int optionBytes) {
        public Peers {
            requirePositive("connections", connections);
            requirePositive("connectionsPerExport", connectionsPerExport);
            requirePositive("optionBytes", optionBytes);
        }
    }

    /// How much may be in flight. Together the bound of a server's memory: `bytesPerServer` for
    /// payloads, and some 100 bytes for each of `requestsPerConnection * connections` requests.
    ///
    /// @param requestBytes longest read or write, told to clients as the maximum block size
    /// @param requestsPerConnection requests read but not yet answered
    /// @param bytesPerConnection payload of these
    /// @param bytesPerServer payload of all connections together
    /// @param workersPerExport threads that call one exported device at once
    public record Flow(
            int requestBytes,
            int requestsPerConnection,
            long bytesPerConnection,
            long bytesPerServer,
            int workersPerExport) {
        private static final int LEAST_REQUEST_BYTES = 64 << 10;
        private static final int MOST_REQUEST_BYTES = 64 << 20;

        public Flow {
            if (Integer.bitCount(requestBytes) != 1
                    || requestBytes < LEAST_REQUEST_BYTES
                    || requestBytes > MOST_REQUEST_BYTES) {
                throw new IllegalArgumentException(
                        "requestBytes "
                                + requestBytes
                                + " is not a power of two from "
                                + LEAST_REQUEST_BYTES
                                + " to "
                                + MOST_REQUEST_BYTES);
            }
            requirePositive("requestsPerConnection", requestsPerConnection);
            requirePositive("workersPerExport", workersPerExport);
            if (bytesPerConnection < requestBytes || bytesPerServer < bytesPerConnection) {
                throw new IllegalArgumentException(
                        "bytes in flight must not shrink from request ("
                                + requestBytes
                                + ") to connection ("
                                + bytesPerConnection
                                + ") to server ("
                                + bytesPerServer
                                + ")");
            }
        }
    }

    /// How long a client may take.
    ///
    /// @param handshake from being accepted to the transmission phase
    /// @param stall without a byte moving, within a request or a reply
    /// @param idle between two requests, with none in flight
    /// @param drain how long a withdrawn export waits for its requests to end
    public record Times(Duration handshake, Duration stall, Duration idle, Duration drain) {
        public Times {
            requirePositive("handshake", handshake);
            requirePositive("stall", stall);
            requirePositive("idle", idle);
            requirePositive("drain", drain);
        }
    }

    /// 64 connections, 16 to an export, options of 64 KiB; requests of 32 MiB, 64 of them and 64
    /// MiB to a connection, 128 MiB in all, 4 workers to an export; 10 s for the handshake, 30 s
    /// for a stall, 12 h idle, 60 s to drain.
    public static NbdLimits standard() {
        return new NbdLimits(
                new Peers(64, 16, 64 << 10),
                new Flow(32 << 20, 64, 64L << 20, 128L << 20, 4),
                new Times(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofHours(12),
                        Duration.ofSeconds(60)));
    }

    public NbdLimits withPeers(Peers value) {
        return new NbdLimits(value, flow, times);
    }

    public NbdLimits withFlow(Flow value) {
        return new NbdLimits(peers, value, times);
    }

    public NbdLimits withTimes(Times value) {
        return new NbdLimits(peers, flow, value);
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}

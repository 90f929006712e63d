package io.sendense.engine.wire.nbd;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// How a client connects to an export. Immutable.
///
/// @param connections how many connections to use, 1 to 16; more than one is made only where the
///   server says that it is safe (`NBD_FLAG_CAN_MULTI_CONN`)
/// @param connectTime limit for each connection to be made and to complete its handshake
/// @param requestTime limit for each request, from being handed over to being answered; a request
///   that takes longer costs its connection
/// @param expectedSize the size in bytes the export must have; any other fails the handshake
/// @param maxPayloadBytes longest read or write sent as one request, 4 KiB to 32 MiB; the server's
///   own limit applies too
/// @param asks what else to ask the server for
/// @param tls whether to use TLS where the URI does not say so
/// @param reconnect how to go on without the server; empty to fail
public record NbdClientOptions(
        int connections,
        Duration connectTime,
        Duration requestTime,
        OptionalLong expectedSize,
        int maxPayloadBytes,
        Set<Ask> asks,
        NbdClientTls tls,
        Optional<NbdReconnect> reconnect) {

    /// Something not every caller needs. A server that does not know it is used without.
    public enum Ask {
        /// Which file of a chain holds a range (`qemu:allocation-depth`).
        ALLOCATION_DEPTH,
        /// Lengths of 64 bits (`NBD_OPT_EXTENDED_HEADERS`).
        EXTENDED_HEADERS
    }

    private static final int MAX_CONNECTIONS = 16;
    private static final int MIN_PAYLOAD_BYTES = 4 << 10;
    private static final int MAX_PAYLOAD_BYTES = 32 << 20;

    public NbdClientOptions {
        if (connections < 1 || connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException(
                    connections + " connections are not in 1 to " + MAX_CONNECTIONS);
        }
        if (!connectTime.isPositive() || !requestTime.isPositive()) {
            throw new IllegalArgumentException(
                    "time limits must be positive: connect "
                            + connectTime
                            + ", request "
                            + requestTime);
        }
        if (maxPayloadBytes < MIN_PAYLOAD_BYTES || maxPayloadBytes > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "a maximum payload of "
                            + maxPayloadBytes
                            + " bytes is not in "
                            + MIN_PAYLOAD_BYTES
                            + " to "
                            + MAX_PAYLOAD_BYTES);
        }
        asks = Set.copyOf(asks);
    }

    /// One connection, 10 s to connect, 2 minutes for a request, any size, 32 MiB payloads, nothing
    /// else asked for, TLS only where the URI says so, no second try.
    public static NbdClientOptions standard() {
        return new NbdClientOptions(
                1,
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                OptionalLong.empty(),
                MAX_PAYLOAD_BYTES,
                Set.of(),
                NbdClientTls.disable(),
                Optional.empty());
    }

    public NbdClientOptions withConnections(int count) {
        return new NbdClientOptions(
                count,
                connectTime,
                requestTime,
                expectedSize,
                maxPayloadBytes,
                asks,
                tls,
                reconnect);
    }

    public NbdClientOptions withConnectTime(Duration limit) {
        return new NbdClientOptions(
                connections,
                limit,
                requestTime,
                expectedSize,
                maxPayloadBytes,
                asks,
                tls,
                reconnect);
    }

    public NbdClientOptions withRequestTime(Duration limit) {
        return new NbdClientOptions(
                connections,
                connectTime,
                limit,
                expectedSize,
                maxPayloadBytes,
                asks,
                tls,
                reconnect);
    }

    public NbdClientOptions withExpectedSize(long bytes) {
        return new NbdClientOptions(
                connections,
                connectTime,
                requestTime,
                OptionalLong.of(bytes),
                maxPayloadBytes,
                asks,
                tls,
                reconnect);
    }

    public NbdClientOptions withMaxPayloadBytes(int bytes) {
        return new NbdClientOptions(
                connections, connectTime, requestTime, expectedSize, bytes, asks, tls, reconnect);
    }

    /// Asks for this too.
    public NbdClientOptions with(Ask ask) {
        Set<Ask> more = EnumSet.of(ask);
        more.addAll(asks);
        return new NbdClientOptions(
                connections,
                connectTime,
                requestTime,
                expectedSize,
                maxPayloadBytes,
                more,
                tls,
                reconnect);
    }

    public NbdClientOptions withTls(NbdClientTls value) {
        return new NbdClientOptions(
                connections,
                connectTime,
                requestTime,
                expectedSize,
                maxPayloadBytes,
                asks,
                value,
                reconnect);
    }

    public NbdClientOptions withReconnect(NbdReconnect value) {
        return new NbdClientOptions(
                connections,
                connectTime,
                requestTime,
                expectedSize,
                maxPayloadBytes,
                asks,
                tls,
                Optional.of(value));
    }
}

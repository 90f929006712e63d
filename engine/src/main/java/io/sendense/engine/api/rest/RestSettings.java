package io.sendense.engine.api.rest;

import io.sendense.engine.security.Secret;
import java.time.Duration;
import java.util.Optional;

/// How a server listens and what it bears. Immutable.
///
/// @param token who shows it is let in; the server keeps its digest only
/// @param maxBody bytes of a request's body
/// @param idle how long a client may send or read nothing in the middle of a request or an answer,
///   and keep a connection open between requests
/// @param heartbeat of a stream of events; shorter than `idle`
public record RestSettings(
        RestAddress address,
        Optional<RestTls> tls,
        Secret token,
        int maxBody,
        Duration idle,
        Duration heartbeat) {
    public RestSettings {
        if (maxBody < 1 || heartbeat.compareTo(idle) >= 0 || !heartbeat.isPositive()) {
            throw new IllegalArgumentException(
                    "no settings of a server: " + maxBody + ", " + heartbeat);
        }
    }

    /// 1 MiB, 30 s, 10 s.
    public static RestSettings of(RestAddress address, Secret token) {
        return new RestSettings(
                address,
                Optional.empty(),
                token,
                1 << 20,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }

    public RestSettings withTls(RestTls files) {
        return new RestSettings(address, Optional.of(files), token, maxBody, idle, heartbeat);
    }

    public RestSettings withMaxBody(int bytes) {
        return new RestSettings(address, tls, token, bytes, idle, heartbeat);
    }

    public RestSettings withTimes(Duration idleTime, Duration beat) {
        return new RestSettings(address, tls, token, maxBody, idleTime, beat);
    }
}

package io.sendense.engine.wire.ssh;

import java.time.Duration;

/// Limits of time and pauses of a tunnel. Immutable.
///
/// @param connect for the TCP connection
/// @param login from the connection to being logged in
/// @param answer for a forward to be granted or refused, at most 10 s
/// @param keepAlive how long nothing may arrive until the server is asked for a sign of life, and
///   the pause between such questions
/// @param keepAlives how many of these pauses without a sign end the connection
/// @param firstPause before a lost connection is dialled again; doubled after each failure
/// @param lastPause the longest of these pauses
public record SshTimes(
        Duration connect,
        Duration login,
        Duration answer,
        Duration keepAlive,
        int keepAlives,
        Duration firstPause,
        Duration lastPause) {
    public SshTimes {
        for (Duration each :
                new Duration[] {connect, login, answer, keepAlive, firstPause, lastPause}) {
            if (!each.isPositive()) {
                throw new IllegalArgumentException("times are positive, not " + each);
            }
        }
        if (answer.compareTo(Duration.ofSeconds(10)) > 0 || keepAlives < 1) {
            throw new IllegalArgumentException(
                    "an answer after " + answer + ", " + keepAlives + " keep-alives");
        }
    }

    /// 10 s to connect, 30 s to log in, 10 s for an answer; a silent server is given up after 40 s;
    /// dialled again after 1, 2, 4 ... 30 s.
    public static SshTimes standard() {
        return new SshTimes(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }

    public SshTimes withLogin(Duration limit) {
        return new SshTimes(connect, limit, answer, keepAlive, keepAlives, firstPause, lastPause);
    }

    public SshTimes withKeepAlive(Duration pause, int count) {
        return new SshTimes(connect, login, answer, pause, count, firstPause, lastPause);
    }

    public SshTimes withPauses(Duration first, Duration last) {
        return new SshTimes(connect, login, answer, keepAlive, keepAlives, first, last);
    }

    /// The same with less time to connect and log in, if these have more.
    SshTimes within(Duration limit) {
        return new SshTimes(
                connect.compareTo(limit) < 0 ? connect : limit,
                login.compareTo(limit) < 0 ? login : limit,
                answer,
                keepAlive,
                keepAlives,
                firstPause,
                lastPause);
    }

    /// How long a server may be silent.
    Duration silence() {
        return keepAlive.multipliedBy(keepAlives);
    }
}

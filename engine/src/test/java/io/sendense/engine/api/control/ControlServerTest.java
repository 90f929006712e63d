package io.sendense.engine.api.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.RecordingListener;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that misbehave harm nobody but themselves.
@Timeout(90)
class ControlServerTest extends ServedHome {
    @Test
    void sendsAwayWhoTalksGarbage() throws Exception {
        for (String garbage :
                List.of(
                        "GET / HTTP/1.1\r\n",
                        "{\"id\":1}\n",
                        "[1,2]\n",
                        "\0\1\2\n",
                        "null\n",
                        "{\"id\":\"x\",\"call\":\"points\",\"arguments\":{}}\n",
                        "{\"id\":1,\"call\":\"points\"}\n",
                        "[".repeat(100_000) + "\n")) {
            try (RawClient raw = RawClient.greet(home)) {
                raw.send(garbage);
                assertThat(raw.line()).contains("bye").contains("PROTOCOL_ERROR");
                assertThat(raw.line()).isNull();
            }
            try (RawClient raw = RawClient.connect(home)) {
                raw.line();
                raw.send(garbage);
                assertThat(raw.line()).contains("bye");
            }
        }
        assertServes();
    }

    @Test
    void sendsAwayWhoSendsALineWithoutEnd() throws Exception {
        try (RawClient raw = RawClient.greet(home)) {
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    byte[] piece = "x".repeat(1 << 16).getBytes();
                                    for (int i = 0; i < 64; i++) {
                                        raw.send(piece);
                                    }
                                } catch (IOException e) {
                                    // The server hung up, as it should.
                                }
                            });
            String line = raw.line();
            assertThat(line == null || line.contains("longer than 1048576 bytes")).isTrue();
            assertThat(sender.join(Duration.ofSeconds(20))).isTrue();
        }
        assertServes();
    }

    @Test
    void refusesUnknownCallsAndWrongArgumentsAndGoesOn() throws Exception {
        try (RawClient raw = RawClient.greet(home)) {
            int id = 0;
            for (String call :
                    List.of(
                            "\"call\":\"formatDisk\",\"arguments\":{}",
                            "\"call\":\"run\",\"arguments\":{}",
                            "\"call\":\"run\",\"arguments\":{\"id\":{\"value\":0}}",
                            "\"call\":\"runs\",\"arguments\":{\"atMost\":\"many\"}",
                            "\"call\":\"export\",\"arguments\":{\"request\":{\"format\":\"tape\"}}",
                            "\"call\":\"testVCenter\",\"arguments\":{\"name\":7}")) {
                raw.send("{\"id\":" + ++id + "," + call + "}\n");
                assertThat(raw.line()).contains("\"id\":" + id).contains("REQUEST-INVALID");
            }
            raw.send("{\"cancel\":77}\n{\"id\":50,\"call\":\"points\",\"arguments\":{}}\n");
            assertThat(raw.line()).contains("\"id\":50").contains("result");
        }
    }

    @Test
    void sendsAwayWhoUsesANumberTwice() throws Exception {
        fake.gate = new CountDownLatch(1);
        String call = "{\"id\":1,\"call\":\"verify\",\"arguments\":{\"point\":\"aaaa\"}}\n";
        try (RawClient raw = RawClient.greet(home)) {
            raw.send(call);
            eventually(() -> fake.inTheMiddle.get() == 1);
            raw.send(call);
            String line = raw.line();
            while (line.contains("progress")) {
                line = raw.line();
            }
            assertThat(line).contains("bye").contains("in use");
        }
        eventually(() -> fake.inTheMiddle.get() == 0);
    }

    @Test
    void boundsTheCallsOfOneClient() throws Exception {
        fake.gate = new CountDownLatch(1);
        try (RawClient raw = RawClient.greet(home)) {
            for (int id = 1; id <= Protocol.MAX_CALLS_PER_CLIENT + 1; id++) {
                raw.send(
                        "{\"id\":%d,\"call\":\"verify\",\"arguments\":{\"point\":\"aaaa\"}}\n"
                                .formatted(id));
            }
            String line = raw.line();
            while (line.contains("progress")) {
                line = raw.line();
            }
            assertThat(line).contains("\"id\":65").contains("TOO_MANY_CALLS").contains("64");
        }
        eventually(() -> fake.inTheMiddle.get() == 0);
    }

    @Test
    void dropsWhoNeverGreets() throws Exception {
        try (RawClient raw = RawClient.connect(home)) {
            assertThat(raw.line()).contains("hello");
            assertThat(raw.line()).isNull();
        }
        assertServes();
    }

    @Test
    void stopsTheCallsOfAClientThatVanishes() throws Exception {
        fake.gate = new CountDownLatch(1);
        try (SocketEngine other = attach()) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            other.verify("aaaa", Progress.NONE);
                        } catch (EngineException | InterruptedException e) {
                            // Its connection is gone.
                        }
                    });
            other.subscribe(new RecordingListener());
            eventually(() -> fake.inTheMiddle.get() == 1 && fake.subscribers() == 1);
        }
        eventually(() -> fake.inTheMiddle.get() == 0 && fake.subscribers() == 0);
        assertServes();
    }

    @Test
    void neverWaitsForAClientThatDoesNotReadAndDropsItInTheEnd() throws Exception {
        RunId run = startRun();
        RecordingListener listener = new RecordingListener();
        try (RawClient deaf = RawClient.greet(home);
                var _ = client.subscribe(listener)) {
            deaf.send("{\"id\":1,\"call\":\"subscribe\",\"arguments\":{}}\n");
            eventually(() -> fake.subscribers() == 2);
            Map<String, Argument> bulky = Map.of("cause", new Argument.Text("x".repeat(200)));
            int events = 2 * Protocol.MAX_WAITING;
            long begin = System.nanoTime();
            for (int i = 0; i < events; i++) {
                fake.runs().record(run, EventCode.DISK_RETRY, bulky);
                if (i % 1000 == 0) {
                    // The reading client has to keep up; the deaf one does not count.
                    int told = i;
                    eventually(() -> listener.events().size() >= told - 2000);
                }
            }
            System.out.printf(
                    "%d events in %d ms%n", events, (System.nanoTime() - begin) / 1_000_000);
            eventually(() -> listener.events().size() == events);
            eventually(() -> fake.subscribers() == 1);
            int received = 0;
            while (deaf.line() != null) {
                received++;
            }
            assertThat(received).isLessThan(events - Protocol.MAX_WAITING);
        }
        assertServes();
    }

    @Test
    void sendsOnlyTheNewestStateOfARunToASlowReader() throws Exception {
        RunId run = startRun();
        try (RawClient slow = RawClient.greet(home)) {
            slow.send("{\"id\":1,\"call\":\"subscribe\",\"arguments\":{}}\n");
            eventually(() -> fake.subscribers() == 1);
            int states = 50_000;
            for (int i = 0; i < states; i++) {
                fake.runs().progress(run, i);
            }
            fake.runs().complete(run);
            int seen = 0;
            for (String line = slow.line(); !line.contains("RUN_COMPLETED"); line = slow.line()) {
                seen++;
            }
            assertThat(seen).isLessThan(states / 2);
        }
    }
}

package io.sendense.engine.api.rest;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Server-sent events to one client. Thread-safe.
///
/// While nothing is told a comment goes out at every heartbeat, so that both sides notice when the
/// other has left: then the thread that tells is interrupted. A client that reads too slowly makes
/// `send` block until the server's idle time is over, and is dropped then.
public final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean over;

    EventStream(OutputStream out) {
        this.out = out;
    }

    /// Sends an event.
    ///
    /// @param event its kind: `progress`
    /// @throws IOException the client has left or does not read
    public void send(String event, Object data) throws IOException {
        write("event: " + line(event) + "\n", data);
    }

    /// Sends an event with a number that a client that comes again gives as `Last-Event-ID`.
    public void send(String event, String id, Object data) throws IOException {
        write("id: " + line(id) + "\nevent: " + line(event) + "\n", data);
    }

    /// JSON without line breaks is one line of data.
    private void write(String head, Object data) throws IOException {
        String json = new String(RestJson.bytes(data), StandardCharsets.UTF_8);
        write((head + "data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String text) {
        return text.replaceAll("[\\r\\n]", " ");
    }

    private void write(byte[] bytes) throws IOException {
        writing.lock();
        try {
            if (over) {
                throw new IOException("the stream is over");
            }
            out.write(bytes);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /// Runs what tells, with heartbeats beside it, on the caller's thread.
    void run(Answer.Teller teller, Duration heartbeat) throws IOException, InterruptedException {
        Thread telling = Thread.currentThread();
        write(HEARTBEAT);
        Thread beats =
                Thread.ofVirtual().name("event-heartbeat").start(() -> beat(heartbeat, telling));
        try {
            teller.tell(this);
        } catch (EngineException e) {
            write("event: problem\n", ProblemAnswer.of(e.problem()));
        } catch (RuntimeException e) {
            LOG.error("a stream of events ended in a bug", e);
            write(
                    "event: problem\n",
                    ProblemAnswer.of(Problem.of(ProblemCode.INTERNAL_ERROR).because(e)));
        } finally {
            writing.lock();
            try {
                over = true;
            } finally {
                writing.unlock();
            }
            beats.interrupt();
        }
    }

    private void beat(Duration pause, Thread telling) {
        try {
            while (true) {
                Thread.sleep(pause);
                write(HEARTBEAT);
            }
        } catch (IOException e) {
            interruptUnlessOver(telling);
        } catch (InterruptedException _) {
            // It is over.
        }
    }

    private void interruptUnlessOver(Thread telling) {
        writing.lock();
        try {
            if (!over) {
                telling.interrupt();
            }
        } finally {
            writing.unlock();
        }
    }
}

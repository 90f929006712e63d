package io.sendense.engine.api.control;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ExplainedException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.ProgramVersion;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/// The first lines of a connection, within a time limit.
final class Greeting {
    private Greeting() {}

    /// Connects and greets; what is returned is the caller's to close.
    ///
    /// @return empty where nothing listens: no socket, or one whose process is gone
    /// @throws IOException something listens but does not answer as an engine
    /// @throws EngineException `ENGINE-VERSION-MISMATCH`
    static Optional<LineChannel> exchange(Path socket, ProgramVersion own)
            throws IOException, EngineException, InterruptedException {
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        LineChannel lines = new LineChannel(channel, Protocol.MAX_ANSWER_BYTES);
        FutureTask<Optional<ProgramVersion>> talk =
                new FutureTask<>(() -> talk(channel, lines, socket, own));
        Thread.ofVirtual().name("engine-greeting").start(talk);
        boolean greeted = false;
        try {
            Optional<ProgramVersion> running =
                    talk.get(Protocol.GREETING.toMillis(), TimeUnit.MILLISECONDS);
            if (running.isEmpty()) {
                return Optional.empty();
            }
            requireSame(running.get(), own);
            greeted = true;
            return Optional.of(lines);
        } catch (TimeoutException e) {
            throw new ExplainedException(
                    Cause.of(CauseCode.ENGINE_SILENT)
                            .with("path", socket.toString())
                            .withTime("limit", Protocol.GREETING),
                    e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ExplainedException(
                    Cause.of(CauseCode.AT).with("place", socket.toString()).because(cause), cause);
        } finally {
            if (!greeted) {
                lines.close();
            }
        }
    }

    private static Optional<ProgramVersion> talk(
            SocketChannel channel, LineChannel lines, Path socket, ProgramVersion own)
            throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (java.net.ConnectException e) {
            // Refused: the socket outlived its process.
            return Optional.empty();
        }
        byte[] line = lines.readLine();
        if (line == null) {
            throw new ExplainedException(Cause.of(CauseCode.ENGINE_HUNG_UP));
        }
        JsonNode first = ControlJson.object(line);
        if (first.has("bye")) {
            throw new ExplainedException(Protocol.farewell(first.path("bye")));
        }
        ProgramVersion running = Protocol.greeting(first);
        lines.writeLine(Protocol.hello(own));
        return Optional.of(running);
    }

    private static void requireSame(ProgramVersion running, ProgramVersion own)
            throws EngineException {
        if (!running.equals(own)) {
            throw Problem.of(ProblemCode.ENGINE_VERSION_MISMATCH)
                    .with("running", Protocol.describe(running))
                    .with("own", Protocol.describe(own))
                    .toException();
        }
    }
}

package io.sendense.engine.api.control;

import io.sendense.engine.home.EngineHome;
import io.sendense.engine.home.EngineLock;
import io.sendense.engine.home.Owner;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.ProgramVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Finds out whether a home's engine runs already. Stateless.
public final class Engines {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Engines() {}

    /// What a process gets of a home.
    public sealed interface Place {}

    /// The engine runs in another process.
    public record Attached(SocketEngine engine) implements Place {}

    /// No engine runs; this process may run it while it holds the lock.
    public record Free(EngineLock lock) implements Place {}

    /// Attaches to the engine that owns a home.
    ///
    /// @param own version of this program
    /// @return empty where none answers: there is no socket, or a stale one
    /// @throws EngineException `ENGINE-VERSION-MISMATCH`; `ENGINE-ELSEWHERE-UNREACHABLE` where
    ///   something listens but does not answer as an engine
    public static Optional<SocketEngine> attach(EngineHome home, ProgramVersion own)
            throws EngineException, InterruptedException {
        Path socket = EngineLock.owner(home).map(Owner::socket).orElse(home.controlSocket());
        try {
            return Greeting.exchange(socket, own)
                    .map(lines -> new SocketEngine(new RemoteConnection(lines, own, home)));
        } catch (IOException e) {
            throw unreachable(home, Causes.of(e)).toException(e);
        }
    }

    /// Attaches to the engine of a home, or takes the right to run it. Waits a while for an owner
    /// that is just starting or ending.
    ///
    /// @throws EngineException as `attach`; `ENGINE-ELSEWHERE-UNREACHABLE` where another process
    ///   has the lock and still does not answer after `patience`
    public static Place enter(EngineHome home, ProgramVersion own, Duration patience)
            throws EngineException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                Optional<SocketEngine> attached = attach(home, own);
                if (attached.isPresent()) {
                    return new Attached(attached.get());
                }
            } catch (EngineException e) {
                // An owner that is just ending hangs up on those who come too late.
                if (e.problem().code() != ProblemCode.ENGINE_ELSEWHERE_UNREACHABLE
                        || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Optional<EngineLock> lock = EngineLock.tryAcquire(home, Protocol.describe(own));
            if (lock.isPresent()) {
                return new Free(lock.get());
            }
            if (System.nanoTime() > deadline) {
                Cause who =
                        EngineLock.owner(home)
                                .map(owner ->
                                        Cause.of(CauseCode.LOCKED_BY_PROCESS)
                                                .with("pid", Long.toString(owner.pid())))
                                .orElse(Cause.of(CauseCode.LOCKED_BY_SOMEBODY))
                                .withTime("limit", patience);
                throw unreachable(home, new Argument.Because(who)).toException();
            }
            Thread.sleep(PAUSE);
        }
    }

    private static Problem unreachable(EngineHome home, Argument cause) {
        return Problem.of(ProblemCode.ENGINE_ELSEWHERE_UNREACHABLE)
                .with("path", home.folder().toString())
                .with("cause", cause);
    }
}

package io.sendense.app.command;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdLimits;
import io.sendense.engine.wire.nbd.NbdPolicy;
import io.sendense.engine.wire.nbd.NbdServer;
import io.sendense.engine.wire.nbd.NbdServerTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Where an NBD server listens: a Unix socket, or a port of the loopback interface.
final class ListenOptions {
    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    /// One of the two.
    static final class Where {
        @Option(names = "--socket", paramLabel = "PATH", description = "Unix socket.")
        private @Nullable Path socket;

        @Option(
                names = "--port",
                converter = Numbers.Port.class,
                description = "Port on 127.0.0.1; 0 for any free one.")
        private int port;
    }

    /// Starts the server.
    ///
    /// @throws EngineException the socket or port cannot be had
    NbdServer bind(NbdServerTls tls) throws EngineException {
        try {
            return NbdServer.bind(
                    endpoint(), NbdLimits.standard(), NbdPolicy.standard().withTls(tls));
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .with("cause", place() + " cannot be had: " + e.getMessage())
                    .toException(e);
        }
    }

    private NbdEndpoint endpoint() {
        return where.socket != null
                ? new NbdEndpoint.UnixSocket(where.socket.toAbsolutePath())
                : NbdEndpoint.Tcp.loopback(where.port);
    }

    private String place() {
        return where.socket != null ? "the socket " + where.socket : "the port " + where.port;
    }

    /// At the end of the process: no more requests, then the devices are flushed and closed.
    static void end(NbdServer server, List<BlockDevice> devices, CountDownLatch ended) {
        try {
            server.close();
        } catch (IOException e) {
            endedBadly(e);
        }
        for (BlockDevice device : devices) {
            try (device) {
                if (!device.readOnly()) {
                    device.flush();
                }
            } catch (IOException e) {
                endedBadly(e);
            }
        }
        ended.countDown();
    }

    private static void endedBadly(IOException failure) {
        LoggerFactory.getLogger(ListenOptions.class).error("serving did not end well", failure);
    }
}

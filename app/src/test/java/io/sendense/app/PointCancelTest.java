package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.app.command.Cli;
import io.sendense.engine.FakeEngine;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.api.control.HomeEngine;
import io.sendense.engine.api.node.NodeServer;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.run.ProgramVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands on restore points say how far they came when they are cancelled.
@Timeout(60)
class PointCancelTest {
    @TempDir private Path folder;
    private final FakeEngine engine = new FakeEngine();

    /// The program with an engine whose long calls wait in their middle.
    private record FakeRoles(FakeEngine fake) implements Cli.Roles {
        @Override
        public ProgramVersion version() {
            return fake.version();
        }

        @Override
        public HomeEngine engine(Path home) {
            return new HomeEngine.Attached(fake);
        }

        @Override
        public LabVCenter lab(LabOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NodeServer node(Path home, int port, Path token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public boolean console(Path home, Optional<NewVCenter> suggestion) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void closeTheGate() {
        engine.gate = new CountDownLatch(1);
    }

    /// What a command says that is interrupted in its middle.
    private Commands.Ran interrupted(String... arguments) throws Exception {
        Commands commands = new Commands(folder.resolve("home"));
        FutureTask<Commands.Ran> command =
                new FutureTask<>(() -> commands.run(new FakeRoles(engine), arguments));
        Thread thread = Thread.ofPlatform().start(command);
        while (engine.inTheMiddle.get() == 0) {
            assertThat(command.isDone()).isFalse();
            Thread.sleep(1);
        }
        thread.interrupt();
        Commands.Ran ran = command.get(30, TimeUnit.SECONDS);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out().lines()).hasSize(1);
        assertThat(ran.json().path("cancelled").asBoolean()).isTrue();
        assertThat(ran.json().path("doneBytes").asLong()).isEqualTo(500);
        assertThat(ran.json().path("plannedBytes").asLong()).isEqualTo(1000);
        assertThat(ran.err()).contains("Cancelled after 500 B of 1000 B. ");
        return ran;
    }

    @Test
    void aVerification() throws Exception {
        assertThat(interrupted("verify", "--all", "--json").err())
                .contains("Nothing wrong was reported so far.");
    }

    @Test
    void anExport() throws Exception {
        Path file = folder.resolve("disk.raw");
        Commands.Ran ran =
                interrupted(
                        "export",
                        "aaaa",
                        "--disk",
                        "2000",
                        "--format",
                        "raw",
                        "--to",
                        file.toString(),
                        "--json");
        assertThat(ran.err()).contains("No file is left.");
        assertThat(file).doesNotExist();
    }
}

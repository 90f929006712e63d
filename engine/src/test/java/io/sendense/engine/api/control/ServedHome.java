package io.sendense.engine.api.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.FakeEngine;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.SampleViews;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.home.EngineLock;
import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.RunId;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.ObjectId;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A home whose engine is a fake and is served, with one client attached.
abstract class ServedHome {
    @TempDir Path folder;
    EngineHome home;
    FakeEngine fake;
    EngineLock lock;
    ControlServer server;
    SocketEngine client;

    @BeforeEach
    final void serve() throws Exception {
        home = EngineHome.create(folder.resolve("home"));
        fake = new FakeEngine();
        lock = EngineLock.tryAcquire(home, "0.1.0").orElseThrow();
        server = ControlServer.start(fake, lock);
        client = attach();
    }

    @AfterEach
    final void end() {
        fake.gate.countDown();
        client.close();
        server.close();
        lock.close();
        fake.close();
    }

    final SocketEngine attach() throws Exception {
        return Engines.attach(home, fake.version()).orElseThrow();
    }

    final RunId startRun() throws Exception {
        fake.addVCenter(
                new NewVCenter(
                        "vc" + fake.vcenters().size(),
                        "https://vc/sdk",
                        "admin",
                        Secret.of(FakeEngine.PASSWORD),
                        Optional.empty(),
                        Optional.empty()));
        return client.startBackup(
                new BackupRequest(
                        "vc0",
                        new ObjectId("vm-42"),
                        Optional.empty(),
                        BackupOptions.usual().quiesced(Quiescing.REQUIRED)));
    }

    static void eventually(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    interface Call {
        Object make() throws Exception;
    }

    static EngineException failure(ProblemCode code, Call call) {
        EngineException e = catchThrowableOfType(EngineException.class, call::make);
        assertThat(e).isNotNull();
        assertThat(e.problem().code()).isEqualTo(code);
        GermanTexts.assertGerman(e.problem());
        return e;
    }

    static String cause(EngineException e) {
        return ArgumentText.english()
                .show(Objects.requireNonNull(e.problem().arguments().get("cause")));
    }

    final void assertServes() throws Exception {
        assertThat(client.points()).isEqualTo(SampleViews.points());
    }
}

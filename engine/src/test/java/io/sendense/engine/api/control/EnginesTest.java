package io.sendense.engine.api.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.ChildJvm;
import io.sendense.engine.Engine;
import io.sendense.engine.RecordingListener;
import io.sendense.engine.SampleViews;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.home.EngineLock;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunId;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who comes in, and what becomes of owners that died.
@Timeout(90)
class EnginesTest extends ServedHome {
    @Test
    void isOpenToItsOwnerOnly() throws IOException {
        assertThat(mode(home.controlSocket())).isEqualTo("rw-------");
        assertThat(mode(home.controlSocket().getParent())).isEqualTo("rwx------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void servesAHomeWhosePathIsTooLongForASocket() throws Exception {
        EngineHome deep = EngineHome.create(folder.resolve("x".repeat(90)).resolve("y".repeat(90)));
        try (EngineLock deepLock = EngineLock.tryAcquire(deep, "0.1.0").orElseThrow();
                ControlServer _ = ControlServer.start(fake, deepLock);
                Engine other = Engines.attach(deep, fake.version()).orElseThrow()) {
            assertThat(other.points()).isEqualTo(SampleViews.points());
            assertThat(mode(deep.controlSocket().getParent())).isEqualTo("rwx------");
        }
        Files.delete(deep.controlSocket().getParent());
    }

    @Test
    void refusesAnotherVersionOfTheProgramWithBoth() {
        EngineException e =
                failure(
                        ProblemCode.ENGINE_VERSION_MISMATCH,
                        () -> Engines.attach(home, new ProgramVersion("0.2.0", "fff0000")));
        assertThat(e.problem().arguments())
                .containsEntry("running", new Argument.Text("0.1.0 (abc1234)"))
                .containsEntry("own", new Argument.Text("0.2.0 (fff0000)"));
    }

    @Test
    void sendsAClientOfAnotherVersionAwayThatGoesOnAllTheSame() throws Exception {
        try (RawClient raw = RawClient.connect(home)) {
            raw.line();
            raw.send(
                    "{\"hello\":{\"version\":\"9\",\"commit\":\"x\"}}\n"
                            + "{\"id\":1,\"call\":\"points\",\"arguments\":{}}\n");
            assertThat(raw.line()).contains("bye").contains("0.1.0 (abc1234)");
            assertThat(raw.line()).isNull();
        }
    }

    @Test
    void sendsClientsAboveTheLimitAway() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 1; i < Protocol.MAX_CLIENTS; i++) {
                clients.add(RawClient.greet(home));
            }
            EngineException e = failure(ProblemCode.ENGINE_ELSEWHERE_UNREACHABLE, this::attach);
            assertThat(cause(e)).contains("64 clients");
            assertServes();
        } finally {
            clients.forEach(RawClient::close);
        }
        for (int i = 0; i < 200; i++) {
            try (Engine _ = attach()) {
                return;
            } catch (EngineException e) {
                Thread.sleep(20);
            }
        }
        attach().close();
    }

    @Test
    void findsNoEngineWhereThereNeverWasOne() throws Exception {
        EngineHome empty = EngineHome.create(folder.resolve("empty"));
        assertThat(Engines.attach(empty, fake.version())).isEmpty();
    }

    @Test
    void takesOverFromAKilledEngine() throws Exception {
        EngineHome other = EngineHome.create(folder.resolve("other"));
        try (ChildJvm child = ChildJvm.start(ServingProcess.class, other.folder())) {
            assertThat(child.line()).isEqualTo("serving");
            try (Engine engine = Engines.attach(other, fake.version()).orElseThrow()) {
                RecordingListener listener = new RecordingListener();
                engine.subscribe(listener);
                FutureTask<Object> waiting = new FutureTask<>(() -> engine.awaitRun(new RunId(1)));
                assertThat(engine.points()).hasSize(2);
                child.kill();
                eventually(() -> listener.goodbyes() == 1);
                Thread.ofVirtual().start(waiting);
                assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                        .hasMessageContaining("ENGINE-ELSEWHERE-UNREACHABLE");
            }
        }
        assertThat(other.controlSocket()).exists();
        assertThat(Engines.attach(other, fake.version())).isEmpty();
        Engines.Place place = Engines.enter(other, fake.version(), Duration.ofSeconds(5));
        try (EngineLock mine = ((Engines.Free) place).lock();
                ControlServer _ = ControlServer.start(fake, mine);
                Engine engine = Engines.attach(other, fake.version()).orElseThrow()) {
            assertThat(engine.points()).hasSize(2);
        }
        assertThat(other.controlSocket()).doesNotExist();
    }

    @Test
    void ofTwoProcessesThatEnterAtOnceOneServesAndOneAttaches() throws Exception {
        EngineHome other = EngineHome.create(folder.resolve("other"));
        try (ChildJvm first = ChildJvm.start(ServingProcess.class, other.folder());
                ChildJvm second = ChildJvm.start(ServingProcess.class, other.folder())) {
            assertThat(List.of(first.line(), second.line()))
                    .containsExactlyInAnyOrder("serving", "attached 0");
        }
    }

    @Test
    void saysSoWhereTheOwnerDoesNotListen() throws Exception {
        EngineHome other = EngineHome.create(folder.resolve("other"));
        try (EngineLock _ = EngineLock.tryAcquire(other, "0.1.0").orElseThrow()) {
            EngineException e =
                    failure(
                            ProblemCode.ENGINE_ELSEWHERE_UNREACHABLE,
                            () -> Engines.enter(other, fake.version(), Duration.ofMillis(300)));
            assertThat(cause(e)).contains("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void givesUpAListenerThatSaysNothingAndOneThatTalksNonsense() throws Exception {
        EngineHome other = EngineHome.create(folder.resolve("other"));
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(UnixDomainSocketAddress.of(other.controlSocket()));
            EngineException e =
                    failure(
                            ProblemCode.ENGINE_ELSEWHERE_UNREACHABLE,
                            () -> Engines.attach(other, fake.version()));
            assertThat(cause(e)).contains("said nothing within 5.0 s");
            mute.accept().close();
            Thread.ofVirtual()
                    .start(() -> {
                        try (LineChannel lines = new LineChannel(mute.accept(), 1000)) {
                            lines.writeLine("SSH-2.0-OpenSSH_9.2".getBytes());
                            lines.readLine();
                        } catch (IOException e1) {
                            throw new java.io.UncheckedIOException(e1);
                        }
                    });
            failure(
                    ProblemCode.ENGINE_ELSEWHERE_UNREACHABLE,
                    () -> Engines.attach(other, fake.version()));
        }
    }
}

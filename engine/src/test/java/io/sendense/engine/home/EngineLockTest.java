package io.sendense.engine.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.ChildJvm;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLockTest {
    @TempDir private Path folder;
    private EngineHome home;

    @BeforeEach
    void makeHome() throws EngineException {
        home = EngineHome.create(folder.resolve("home"));
    }

    private String askOther() throws Exception {
        try (ChildJvm other = ChildJvm.start(LockingProcess.class, home.folder())) {
            return other.line();
        }
    }

    @SuppressWarnings("try") // closing twice is what is tested
    @Test
    void oneProcessHasItUntilItIsGivenBack() throws Exception {
        try (EngineLock lock = EngineLock.tryAcquire(home, "0.1.0").orElseThrow()) {
            assertThat(EngineLock.owner(home))
                    .get()
                    .satisfies(owner -> {
                        assertThat(owner.pid()).isEqualTo(ProcessHandle.current().pid());
                        assertThat(owner.socket()).isEqualTo(home.controlSocket());
                        assertThat(owner.version()).isEqualTo("0.1.0");
                    });
            assertThat(askOther()).isEqualTo("refused");
            lock.close();
            lock.close();
            assertThat(EngineLock.owner(home)).isEmpty();
        }
        assertThat(askOther()).isEqualTo("owner");
    }

    @Test
    void aSecondEngineOfThisProcessDoesNotGetItNorGiveItAway() throws Exception {
        try (EngineLock _ = EngineLock.tryAcquire(home, "0.1.0").orElseThrow()) {
            for (int i = 0; i < 3; i++) {
                assertThat(EngineLock.tryAcquire(home, "0.1.0")).isEmpty();
            }
            // POSIX would have dropped the lock had the file been opened and closed again.
            assertThat(askOther()).isEqualTo("refused");
        }
    }

    @Test
    void isFreeAgainAfterItsProcessWasKilled() throws Exception {
        try (ChildJvm other = ChildJvm.start(LockingProcess.class, home.folder())) {
            assertThat(other.line()).isEqualTo("owner");
            assertThat(EngineLock.tryAcquire(home, "0.1.0")).isEmpty();
            other.kill();
            assertThat(EngineLock.owner(home).map(Owner::pid)).contains(other.pid());
        }
        try (EngineLock _ = EngineLock.tryAcquire(home, "0.1.0").orElseThrow()) {
            assertThat(EngineLock.owner(home).map(Owner::pid))
                    .contains(ProcessHandle.current().pid());
        }
    }

    @Test
    void isTakenWhateverStandsInTheFileOfAnEarlierOwner() throws Exception {
        for (String content :
                new String[] {"", "{", "[]", "{\"pid\":\"x\"}", "\0\0\0", "x".repeat(1 << 20)}) {
            Files.writeString(home.ownerFile(), content);
            Optional<EngineLock> lock = EngineLock.tryAcquire(home, "0.1.0");
            assertThat(lock).isPresent();
            lock.get().close();
        }
    }

    @Test
    void saysWhyAHomeCannotBeLocked() throws Exception {
        Files.createDirectory(home.lockFile());
        assertThatThrownBy(() -> EngineLock.tryAcquire(home, "0.1.0"))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.HOME_UNUSABLE));
    }
}

package io.sendense.engine.disk.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionedFileTest {
    @TempDir private Path folder;
    private PositionedFile file;

    @BeforeEach
    void create() throws IOException {
        file = PositionedFile.create(folder.resolve("file"));
        file.setLength(1 << 20);
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    @Test
    void readsZeroesBehindTheEnd() throws IOException {
        file.write((1 << 20) - 1, ByteBuffer.wrap(new byte[] {7}));
        ByteBuffer target = ByteBuffer.wrap(new byte[] {9, 9, 9});
        file.read((1 << 20) - 1, target);
        assertThat(target.array()).containsExactly(7, 0, 0);
        assertThat(target.hasRemaining()).isFalse();
    }

    @Test
    void finishesTheCallOfAnInterruptedThreadAndLeavesItInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        file.write(10, ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(Thread.interrupted()).isTrue();
        ByteBuffer target = ByteBuffer.allocate(2);
        file.read(10, target);
        assertThat(target.array()).containsExactly(1, 2);
    }

    @Test
    void oneInterruptedThreadDoesNotCloseTheFileForOthers() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable work =
                () -> {
                    ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
                    try {
                        while (!stop.get()) {
                            file.write(0, bytes.clear());
                            file.read(0, bytes.clear());
                        }
                    } catch (IOException e) {
                        failure.set(e);
                    }
                };
        Thread victim = Thread.ofPlatform().start(work);
        Thread neighbour = Thread.ofPlatform().start(work);
        for (int i = 0; i < 50; i++) {
            Thread.sleep(2);
            victim.interrupt();
        }
        stop.set(true);
        victim.join();
        neighbour.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void doesNotMistakeAnotherFileForItself() throws Exception {
        Files.move(folder.resolve("file"), folder.resolve("moved"));
        Files.writeString(folder.resolve("file"), "other");
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread victim =
                Thread.ofPlatform()
                        .start(() -> {
                            ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
                            try {
                                while (true) {
                                    file.write(0, bytes.clear());
                                }
                            } catch (IOException e) {
                                failure.set(e);
                            }
                        });
        for (int i = 0; i < 5000 && victim.isAlive(); i++) {
            Thread.sleep(1);
            victim.interrupt();
        }
        assertThat(failure.get())
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("another file took its place");
        victim.join();
        assertThat(folder.resolve("file")).hasContent("other");
    }

    @Test
    void staysClosed() throws IOException {
        file.close();
        assertThatThrownBy(() -> file.read(0, ByteBuffer.allocate(1)))
                .isInstanceOf(ClosedChannelException.class);
    }
}

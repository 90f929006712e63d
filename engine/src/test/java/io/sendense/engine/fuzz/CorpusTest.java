package io.sendense.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every input that is kept is taken or refused, as it was when it was found or fixed.
class CorpusTest {
    /// A clone of this repository should not be mostly a corpus.
    private static final long MOST_BYTES = 1 << 20;

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void isSurvived(FuzzTarget target) throws Exception {
        int taken = 0;
        int refused = 0;
        try (Feed feed = target.feed(folder)) {
            for (Path file : Corpus.of(target)) {
                byte[] input = Files.readAllBytes(file);
                assertThat(input).as("%s", file).isNotEmpty();
                boolean sound;
                try {
                    sound = Effort.take(feed, input);
                } catch (Exception | Error e) {
                    throw new AssertionError(file + " is a finding: " + e, e);
                }
                if (file.getFileName().toString().startsWith("sound-")) {
                    assertThat(sound).as("%s is taken", file).isTrue();
                }
                taken += sound ? 1 : 0;
                refused += sound ? 0 : 1;
            }
        }
        assertThat(taken).as("inputs that are taken").isPositive();
        System.out.println(target.text() + ": " + taken + " taken, " + refused + " refused");
    }

    @Test
    void isSmall() throws IOException {
        long bytes = 0;
        for (FuzzTarget target : FuzzTarget.values()) {
            for (Path file : Corpus.of(target)) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void aFileComesBackFromItsForm() throws IOException {
        byte[] content = new byte[300_000];
        content[5] = 1;
        content[9] = 2;
        content[20] = 3;
        java.util.Arrays.fill(content, 100_000, 200_000, (byte) 4);
        byte[] form = SparseForm.pack(content);
        assertThat(form).hasSizeLessThan(100_100);
        Path file = folder.resolve("file");
        SparseForm.unpack(form, 0, file);
        assertThat(file).hasBinaryContent(content);
    }

    /// The oracles of the targets can see.
    @Test
    void whatIsNotDocumentedIsAFinding() {
        Refusals refusals = Refusals.of(List.of(java.io.FileNotFoundException.class));
        assertThat(refusing(refusals, new java.io.FileNotFoundException("none"))).isFalse();
        for (Exception failure :
                new Exception[] {
                    new java.io.FileNotFoundException(),
                    new IOException("some"),
                    new IllegalStateException("some")
                }) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                            refusals.taken(() -> {
                                throw failure;
                            }))
                    .isNotNull();
        }
    }

    private static boolean refusing(Refusals refusals, Exception failure) {
        try {
            return refusals.taken(() -> {
                throw failure;
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

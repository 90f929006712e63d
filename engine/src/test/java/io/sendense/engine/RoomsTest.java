package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every folder and file of the source tree keeps to, in all modules.
class RoomsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("engine", "ui", "app");
    private static final int MOST_LINES = 500;
    private static final long MOST_BYTES = 2 << 20;
    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Manager|Helper|Utils?|Impl)\\.java");

    @Test
    void noFileIsTooLongToKnow() {
        assertThat(sources("src").filter(file -> lines(file) > MOST_LINES)).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() {
        Stream<Path> folders =
                sources("src/main/java")
                        .filter(file -> !file.endsWith("module-info.java"))
                        .map(Path::getParent)
                        .distinct();
        assertThat(folders.filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
                .isEmpty();
    }

    @Test
    void noNameSaysNothing() {
        assertThat(sources("src").filter(file -> EMPTY_NAME.matcher(file.toString()).matches()))
                .isEmpty();
    }

    @Test
    void noFileIsLarge() {
        Stream<Path> shipped =
                Stream.concat(
                        MODULES.stream().map(module -> ROOT.resolve(module).resolve("src")),
                        Stream.of(ROOT.resolve("ui/doc"), ROOT.resolve("icons")));
        assertThat(
                        shipped.filter(Files::isDirectory)
                                .flatMap(RoomsTest::files)
                                .filter(file -> size(file) > MOST_BYTES))
                .isEmpty();
    }

    private static Stream<Path> sources(String folder) {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(RoomsTest::files)
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.sendense.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A code that no test names was never seen by anybody, and one that no source names is none.
/// Whether a test that names a code provokes it is for its reader to judge.
class EveryProblemIsProvokedTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("engine", "ui", "app");

    @Test
    void everyCodeIsNamedByATest() {
        Set<String> sources =
                javaOf(
                        "src/test",
                        file -> !file.getFileName().toString().startsWith("EveryProblem"));
        assertThat(unnamed(sources)).isEmpty();
    }

    @Test
    void everyCodeIsUsed() {
        Set<String> sources = javaOf("src/main", file -> !file.endsWith("ProblemCode.java"));
        assertThat(unnamed(sources)).isEmpty();
    }

    private static List<ProblemCode> unnamed(Set<String> sources) {
        return Arrays.stream(ProblemCode.values())
                .filter(code -> {
                    Pattern named =
                            Pattern.compile(
                                    "\\b(" + code.name() + "|" + Pattern.quote(code.id()) + ")\\b");
                    return sources.stream().noneMatch(text -> named.matcher(text).find());
                })
                .toList();
    }

    private static Set<String> javaOf(String folder, Predicate<Path> wanted) {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(EveryProblemIsProvokedTest::walk)
                .filter(file -> file.toString().endsWith(".java"))
                .filter(wanted)
                .map(EveryProblemIsProvokedTest::read)
                .collect(Collectors.toSet());
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

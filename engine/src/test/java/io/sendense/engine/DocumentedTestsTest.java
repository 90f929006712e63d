package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every test that a page names is there: a table that says "shown by" is worth that much.
class DocumentedTestsTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)(?:\\.\\w+)?`");

    private static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("..", "README.md")));
        try (Stream<Path> found = Files.walk(Path.of("doc"))) {
            found.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages.stream();
    }

    private static Set<String> tests() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : List.of("engine", "ui", "app", "packaging")) {
            Path sources = Path.of("..", module, "src", "test", "java");
            if (Files.exists(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.forEach(found::add);
                }
            }
        }
        return found.stream()
                .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void areThere() throws IOException {
        Set<String> tests = tests();
        int named = 0;
        for (Path page : pages().toList()) {
            List<String> names =
                    TEST.matcher(Files.readString(page))
                            .results()
                            .map((MatchResult match) -> match.group(1))
                            .toList();
            assertThat(tests).as("tests named in %s", page).containsAll(names);
            named += names.size();
        }
        assertThat(named).isGreaterThan(100);
    }
}

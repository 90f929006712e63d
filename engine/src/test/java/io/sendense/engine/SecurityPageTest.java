package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every threat of security.md names what holds it. That each such test is there,
/// `DocumentedTestsTest` says.
class SecurityPageTest {
    private static final Pattern TEST = Pattern.compile("`[A-Z][A-Za-z0-9]*Test`");

    @Test
    void everyThreatNamesATest() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("doc", "security.md"));
        int header = lines.indexOf("| threat | what stops it | test |");
        assertThat(header).isPositive();
        List<String[]> threats =
                lines.subList(header + 2, lines.size()).stream()
                        .takeWhile(line -> line.startsWith("|"))
                        .map(line -> line.split("\\|"))
                        .toList();
        assertThat(threats).hasSizeGreaterThan(15);
        for (String[] cells : threats) {
            assertThat(cells).as(cells[1]).hasSize(4);
            assertThat(cells[2]).as(cells[1]).isNotBlank();
            assertThat(TEST.matcher(cells[3]).find()).as(cells[1]).isTrue();
        }
    }
}

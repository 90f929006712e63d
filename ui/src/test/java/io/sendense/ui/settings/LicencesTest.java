package io.sendense.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LicencesTest {
    private static final Path DEPENDENCIES = Path.of("../engine/doc/dependencies.md");

    /// The table of that page has library, licence, purpose and reason.
    @Test
    void namesEveryDependency() throws IOException {
        List<Licence> documented =
                Files.readAllLines(DEPENDENCIES).stream()
                        .filter(line -> line.startsWith("| "))
                        .map(line -> line.substring(2).split(" \\| "))
                        .filter(cells -> !cells[0].equals("library"))
                        .map(cells -> new Licence(cells[0], cells[1]))
                        .toList();
        assertThat(documented).hasSizeGreaterThan(10);
        assertThat(Licences.all()).isEqualTo(documented);
    }
}

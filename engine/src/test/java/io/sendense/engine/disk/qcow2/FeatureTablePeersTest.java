package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The 24 cases of `engine/doc/features.md` are what that page says they are.
@Tag("peers")
class FeatureTablePeersTest extends FeatureCases {
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| ([^|]+) \\| [^|]+ \\| (supported|read only|ignored|refused) \\|");

    /// @param verdict the word in the third column
    record Row(String name, String verdict) {}

    static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("doc", "features.md")))
                .results()
                .map(row -> new Row(row.group(1), row.group(2)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAsTheTableSays(Row row) throws Exception {
        Verdict verdict = cases().get(row.name()).show();
        assertThat(verdict.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .as(row.name())
                .isEqualTo(row.verdict());
    }

    @Test
    void hasTwentyFourRowsEachWithItsCase() throws IOException {
        assertThat(rows().stream().map(Row::name)).containsExactlyElementsOf(cases().keySet());
        assertThat(rows()).hasSize(24);
        Matcher table =
                Pattern.compile("(?s)## The 24 cases.*?\n\\|---.*?\n(.*?)\n\n")
                        .matcher(Files.readString(Path.of("doc", "features.md")));
        assertThat(table.find()).isTrue();
        assertThat(table.group(1).lines()).as("all rows were understood").hasSize(24);
    }
}

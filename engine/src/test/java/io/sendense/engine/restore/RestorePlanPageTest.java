package io.sendense.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.concern.ConcernRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of `doc/restore-plan.md` names each rule of a restore with its verdict, and no other.
class RestorePlanPageTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (`[A-Z].*?`) \\| ([a-z]+) \\| .+ \\|$");
    private static final Pattern NAME = Pattern.compile("`([A-Z-]+)`");

    @Test
    void isTheRules() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (MatchResult row :
                ROW.matcher(Files.readString(Path.of("doc/restore-plan.md"))).results().toList()) {
            NAME.matcher(row.group(1))
                    .results()
                    .forEach(name ->
                            rows.put(
                                    name.group(1),
                                    row.group(2).toUpperCase(java.util.Locale.ROOT)));
        }
        Map<String, String> rules = new TreeMap<>();
        Arrays.stream(ConcernRule.values())
                .forEach(rule ->
                        rule.verdict().ifPresent(verdict -> rules.put(rule.id(), verdict.name())));
        assertThat(rows).isEqualTo(rules);
    }
}

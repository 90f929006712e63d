package io.sendense.engine.concern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConcernTextTest {
    @Test
    void everyRuleHasItsTwoTextsAndTheBundleHasNothingElse() {
        List<String> expected =
                Arrays.stream(ConcernRule.values())
                        .flatMap(rule -> Stream.of(rule.id() + ".what", rule.id() + ".do"))
                        .toList();
        ResourceBundle bundle =
                ResourceBundle.getBundle("io.sendense.engine.concern.concerns", Locale.ROOT);
        assertThat(bundle.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).hasSizeGreaterThan(120);
    }

    @Test
    void aRuleIsFoundByItsId() {
        assertThat(ConcernRule.of("DISK-ON-VSAN")).contains(ConcernRule.DISK_ON_VSAN);
        assertThat(ConcernRule.of("OF-A-LATER-VERSION")).isEmpty();
    }
}

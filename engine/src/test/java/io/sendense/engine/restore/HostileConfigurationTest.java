package io.sendense.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A configuration from a repository that somebody else can write to ends in a plan or in a clear
/// problem.
@Timeout(60)
class HostileConfigurationTest {
    private static final int ROUNDS = 4000;
    private static final List<String> PIECES =
            List.of(
                    "<",
                    ">",
                    "/>",
                    "&",
                    "&x;",
                    "&#0;",
                    "]]>",
                    "<!--",
                    "<![CDATA[",
                    "<?x ?>",
                    "\u0000",
                    "\ud800",
                    "-1",
                    "99999999999999999999",
                    "-9223372036854775808",
                    " xsi:type=\"VirtualDisk\"",
                    "<device xsi:type=\"VirtualDisk\"/>",
                    "<device/>",
                    "<hardware/>",
                    "<backing xsi:type=\"\"/>");

    private static void refused(String xml, String because) {
        assertThatThrownBy(() -> RestorePlan.of(xml))
                .isInstanceOf(UnreadableConfigurationException.class)
                .hasMessageContaining(because);
    }

    @Test
    void documentTypesAndEntitiesAreRefused(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2");
        String type = "<!DOCTYPE config [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        refused(type + "<config><version>&x;</version></config>", "document type");
        refused(
                "<!DOCTYPE config [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                        + "<config>&b;</config>",
                "document type");
        refused("<config><version>&x;</version></config>", "x");
    }

    @Test
    void depthAndSizeHaveLimits() {
        refused("<a>".repeat(100_000), "depth");
        String parents = "<parent>".repeat(150) + "</parent>".repeat(150);
        assertThat(plan(ConfigDocument.of("", ConfigDocument.disk(2001, parents, "")))).isTrue();
        refused("<config>" + " ".repeat(RestorePlan.MOST_CHARACTERS), "characters");
        assertThat(plan("<config " + "a".repeat(1 << 20) + "=\"1\"/>")).isIn(true, false);
        assertThat(plan(manyDevices(100_000))).isTrue();
    }

    private static String manyDevices(int count) {
        return "<config><hardware>" + "<device/>".repeat(count) + "</hardware></config>";
    }

    @Test
    void nothingAndEmptyElementsAreSaidAsTheyAre() {
        refused("", "");
        refused("no xml", "");
        assertThat(plan("<config/>")).isTrue();
        assertThat(plan("<soap/>")).isTrue();
    }

    @Test
    void longWordsAreCut() throws Exception {
        String label = "x".repeat(1 << 20);
        RestorePlan plan =
                RestorePlan.of(
                        ConfigDocument.of(
                                ConfigDocument.option("pciPassthru" + label, label).repeat(3),
                                ConfigDocument.device(label, 9, label, "")));
        assertThat(plan.toString()).hasSizeLessThan(10_000);
        assertThat(plan.concerns()).hasSize(2);
    }

    @Test
    void anyMutationEndsInAPlanOrInAClearProblem() {
        long seed = new Random().nextLong();
        System.out.println("configurations, seed " + seed);
        Random random = new Random(seed);
        List<String> sound = new ArrayList<>(OddConfigurations.all().values());
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder xml = new StringBuilder(sound.get(random.nextInt(sound.size())));
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutate(xml, random);
            }
            taken += plan(xml.toString()) ? 1 : 0;
        }
        assertThat(taken).isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 50);
    }

    private static void mutate(StringBuilder xml, Random random) {
        int from = random.nextInt(xml.length());
        int to = Math.min(xml.length(), from + random.nextInt(40));
        switch (random.nextInt(4)) {
            case 0 -> xml.delete(from, to);
            case 1 -> xml.insert(from, xml.substring(from, to));
            case 2 -> xml.insert(from, PIECES.get(random.nextInt(PIECES.size())));
            default -> {
                // a value that is another
                int at = xml.indexOf(">", from) + 1;
                int end = xml.indexOf("<", at);
                if (at > 0 && end > at) {
                    xml.replace(at, end, random.nextBoolean() ? "" : "-" + random.nextLong());
                }
            }
        }
    }

    /// @return whether there is a plan; anything but that and a problem with words fails the test
    private static boolean plan(String xml) {
        try {
            RestorePlan plan = RestorePlan.of(xml);
            assertThat(plan.items()).isNotEmpty();
            return true;
        } catch (UnreadableConfigurationException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("of: " + xml.substring(0, Math.min(8000, xml.length())), e);
        }
    }
}

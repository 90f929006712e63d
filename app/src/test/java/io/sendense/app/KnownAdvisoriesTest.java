package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// No library of this build is of a version that the kept list of advisories warns of. The list is
/// renewed by hand: see security.md.
class KnownAdvisoriesTest {
    private static final Path LIST = Path.of("..", "engine", "doc", "advisories.csv");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.]*)(-[\\w.-]+)?\\.jar");

    private record Advisory(String artifact, String fixed, String id) {
        boolean warnsOf(Map<String, String> libraries) {
            String version = libraries.get(artifact);
            return version != null && compare(version, fixed) < 0;
        }
    }

    private static List<Advisory> advisories() throws IOException {
        List<Advisory> all = new ArrayList<>();
        for (String line : Files.readAllLines(LIST)) {
            String[] cells = line.split(",", 4);
            if (!cells[0].equals("artifact")) {
                all.add(new Advisory(cells[0], cells[1], cells[2]));
            }
        }
        return all;
    }

    private static Map<String, String> libraries() {
        Map<String, String> all = new TreeMap<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Matcher parts = JAR.matcher(Path.of(path).getFileName().toString());
            if (parts.matches()) {
                all.put(parts.group(1), parts.group(2));
            }
        }
        return all;
    }

    private static int compare(String a, String b) {
        int[] left = numbers(a);
        int[] right = numbers(b);
        return Arrays.compare(left, right);
    }

    private static int[] numbers(String version) {
        return Pattern.compile("\\d+")
                .matcher(version)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group()))
                .toArray();
    }

    @Test
    void noLibraryIsWarnedOf() throws IOException {
        Map<String, String> libraries = libraries();
        assertThat(libraries).hasSizeGreaterThan(40).containsKey("jetty-http");
        assertThat(advisories())
                .filteredOn(advisory -> advisory.warnsOf(libraries))
                .as("%s", libraries)
                .isEmpty();
    }

    @Test
    void everyAdvisoryIsOfALibraryThatIsUsed() throws IOException {
        assertThat(advisories()).hasSizeGreaterThan(15);
        assertThat(libraries().keySet())
                .containsAll(advisories().stream().map(Advisory::artifact).toList());
    }

    @Test
    void anOldVersionWouldBeFound() {
        Advisory advisory = new Advisory("logback-core", "1.5.25", "CVE-2026-1225");
        assertThat(advisory.warnsOf(Map.of("logback-core", "1.5.20"))).isTrue();
        assertThat(advisory.warnsOf(Map.of("logback-core", "1.5.25"))).isFalse();
        assertThat(advisory.warnsOf(Map.of("logback-core", "1.10.0"))).isFalse();
        assertThat(advisory.warnsOf(Map.of("other", "1.0"))).isFalse();
    }
}

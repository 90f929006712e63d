package io.sendense.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Language;
import io.sendense.ui.StraightTasks;
import io.sendense.ui.shared.Formats;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneViewModelTest {
    private static final Instant WINTER = Instant.parse("2026-11-22T20:15:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Test
    void offersTheScreensOwnFirstThenTheOneThatHolds() {
        ZoneViewModel zones = zones(BERLIN, TOKYO);
        assertThat(zones.name()).isEqualTo("Asia/Tokyo");
        assertThat(names(zones).subList(0, 3))
                .containsExactly("Europe/Berlin", "Asia/Tokyo", "UTC");
        assertThat(names(zones)).doesNotHaveDuplicates().contains("America/New_York");
        assertThat(zones.found().getFirst().offset()).isEqualTo("UTC+01:00");
        assertThat(zones.isOfTheScreen()).isFalse();
    }

    @Test
    void findsByCityNameAndOffset() {
        ZoneViewModel zones = zones(ZoneOffset.UTC, ZoneOffset.UTC);
        assertThat(search(zones, "new york")).containsExactly("America/New_York");
        assertThat(search(zones, "europe/ber")).containsExactly("Europe/Berlin");
        assertThat(search(zones, "central european vienna")).containsExactly("Europe/Vienna");
        assertThat(search(zones, "+05:45")).contains("Asia/Kathmandu").doesNotContain("Asia/Tokyo");
        assertThat(search(zones, "atlantis")).isEmpty();
        assertThat(search(zones, "europe")).startsWith("Europe/Amsterdam").contains("Africa/Ceuta");
    }

    @Test
    void findsWhatIsNotOfferedByItsWholeId() {
        ZoneViewModel zones = zones(ZoneOffset.UTC, ZoneOffset.UTC);
        assertThat(search(zones, " +02:17 ")).containsExactly("+02:17");
        zones.choose(zones.found().getFirst());
        assertThat(zones.zoneProperty().get()).isEqualTo(ZoneOffset.ofHoursMinutes(2, 17));
    }

    @Test
    void takesEveryUtcForTheSame() {
        ZoneViewModel zones = zones(ZoneId.of("Etc/UTC"), ZoneOffset.UTC);
        assertThat(zones.isOfTheScreen()).isTrue();
        assertThat(names(zones)).containsOnlyOnce("UTC");
        assertThat(zones.zoneProperty().get()).as("kept as it is").isEqualTo(ZoneOffset.UTC);
    }

    private static List<String> search(ZoneViewModel zones, String text) {
        zones.wantedProperty().set(text);
        return names(zones);
    }

    private static List<String> names(ZoneViewModel zones) {
        return zones.found().stream().map(ZoneChoice::name).toList();
    }

    private static ZoneViewModel zones(ZoneId screen, ZoneId first) {
        return new ZoneViewModel(
                new StraightTasks(),
                new Formats(Language.ENGLISH.formats(), screen),
                WINTER,
                first);
    }
}

package io.sendense.ui.jobs;

import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Tasks;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The time zone whose clocks a schedule goes by, and the search for another. FX thread only.
///
/// Offered are the zones of regions; any other that Java knows, as `+02:00` or `CET`, is found by
/// its whole id.
final class ZoneViewModel {
    private static final Pattern OF_A_REGION =
            Pattern.compile(
                    "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian"
                            + "|Pacific)/.+");

    private final Formats formats;
    private final Instant now;
    private final ObjectProperty<ZoneId> zone;
    private final StringProperty wanted = new SimpleStringProperty("");
    private final ObservableList<ZoneChoice> found = FXCollections.observableArrayList();
    private List<ZoneChoice> all = List.of();

    /// @param first the one that holds already; it can always be chosen again
    ZoneViewModel(Tasks tasks, Formats formats, Instant now, ZoneId first) {
        this.formats = formats;
        this.now = now;
        this.zone = new SimpleObjectProperty<>(first);
        wanted.subscribe(_ -> search());
        // What people call hundreds of zones takes a moment to be read.
        tasks.call(() -> choices(first), this::show, _ -> {});
    }

    /// The screen's own first, then the one that held, then by name.
    private List<ZoneChoice> choices(ZoneId first) {
        Map<String, ZoneChoice> choices = new LinkedHashMap<>();
        Stream<ZoneId> regions =
                ZoneId.getAvailableZoneIds().stream()
                        .filter(id -> OF_A_REGION.matcher(id).matches())
                        .sorted()
                        .map(ZoneId::of);
        Stream.of(Stream.of(formats.zone(), first, ZoneId.of("UTC")), regions)
                .flatMap(each -> each)
                .forEach(each -> choices.putIfAbsent(ZoneChoice.name(each), choice(each)));
        return List.copyOf(choices.values());
    }

    private ZoneChoice choice(ZoneId each) {
        return ZoneChoice.of(each, formats.zoneInFull(each), each.getRules().getOffset(now));
    }

    private void show(List<ZoneChoice> choices) {
        all = choices;
        search();
    }

    private void search() {
        String text = wanted.get();
        // Who types `europe` means Europe, and not what counts by its time in Africa.
        List<ZoneChoice> fitting =
                all.stream()
                        .filter(each -> each.fits(text))
                        .sorted(Comparator.comparing(each -> !each.isNamed(text)))
                        .toList();
        found.setAll(fitting.isEmpty() ? byId(text).stream().toList() : fitting);
    }

    private Optional<ZoneChoice> byId(String text) {
        try {
            return Optional.of(choice(ZoneId.of(text.strip())));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Lets its clocks count.
    void choose(ZoneChoice choice) {
        zone.set(choice.zone());
    }

    /// The one that holds, as it is called everywhere.
    String name() {
        return ZoneChoice.name(zone.get());
    }

    /// Whether its clocks are those by which the console shows times.
    boolean isOfTheScreen() {
        return name().equals(ZoneChoice.name(formats.zone()));
    }

    ObjectProperty<ZoneId> zoneProperty() {
        return zone;
    }

    /// What is typed to find a zone.
    StringProperty wantedProperty() {
        return wanted;
    }

    /// What fits; everything where nothing is typed.
    ObservableList<ZoneChoice> found() {
        return found;
    }
}

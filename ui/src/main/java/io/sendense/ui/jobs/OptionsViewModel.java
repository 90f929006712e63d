package io.sendense.ui.jobs;

import io.sendense.engine.RepositoryView;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.ReadPolicy;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.ReadersViewModel;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Where a job backs up to, and how. FX thread only.
public final class OptionsViewModel {
    static final int MOST_AT_ONCE = 32;
    private static final long MIB = 1 << 20;
    private static final long[] RATES_MIB = {1, 5, 10, 25, 50, 100, 200, 500};

    /// A snapshot that grows for more than a day harms its VM.
    private static final long[] HOLD_MINUTES = {10, 30, 60, 4 * 60, 12 * 60, 24 * 60};

    private final Texts texts;
    private final BackupOptions before;
    private final List<RateChoice> rates;
    private final ObservableList<TargetChoice> targets = FXCollections.observableArrayList();
    private final ObjectProperty<TargetChoice> target;
    private final ObjectProperty<RateChoice> rate;
    private final BooleanProperty quiesce;
    private final BooleanProperty quiesceOptional;
    private final BooleanProperty full;
    private final BooleanProperty compress;
    private final IntegerProperty atOnce;
    private final List<HoldChoice> holds;
    private final ObjectProperty<HoldChoice> hold;
    private final ReadersViewModel readers;

    OptionsViewModel(EngineLink link, Texts texts, JobDefinition first) {
        this.texts = texts;
        this.before = first.options();
        long limit = before.bandwidth().bytesPerSecond();
        this.rates = rates(limit);
        this.rate =
                new SimpleObjectProperty<>(
                        rates.stream()
                                .filter(each -> each.bytesPerSecond() == limit)
                                .findFirst()
                                .orElseThrow());
        this.quiesce = new SimpleBooleanProperty(before.quiescing() != Quiescing.OFF);
        this.quiesceOptional = new SimpleBooleanProperty(before.quiescing() != Quiescing.REQUIRED);
        this.full = new SimpleBooleanProperty(before.reading() == ReadPolicy.FULL);
        this.compress = new SimpleBooleanProperty(before.compression() != Compression.NONE);
        this.atOnce = new SimpleIntegerProperty(first.atOnce());
        this.holds = holds(before.holdForRetry());
        this.hold =
                new SimpleObjectProperty<>(
                        holds.stream()
                                .filter(each -> each.time().equals(before.holdForRetry()))
                                .findFirst()
                                .orElseThrow());
        this.readers = new ReadersViewModel(link, texts, before.node());
        this.target = new SimpleObjectProperty<>(choice(first.repository()));
        targets.setAll(target.get());
        // Without the list the repository that was chosen can still be kept.
        link.tasks().call(() -> link.engine().repositories(), this::show, _ -> {});
    }

    private List<RateChoice> rates(long now) {
        return LongStream.concat(
                        LongStream.of(0, now), LongStream.of(RATES_MIB).map(rate -> rate * MIB))
                .sorted()
                .distinct()
                .mapToObj(rate ->
                        new RateChoice(
                                rate,
                                rate == 0
                                        ? texts.messages().text("editor.rate.none")
                                        : texts.formats().rate(rate)))
                .toList();
    }

    private List<HoldChoice> holds(Duration now) {
        return Stream.concat(
                        Stream.of(Duration.ZERO, now),
                        LongStream.of(HOLD_MINUTES).mapToObj(Duration::ofMinutes))
                .sorted()
                .distinct()
                .map(time -> new HoldChoice(time, words(time)))
                .toList();
    }

    private String words(Duration time) {
        if (time.isZero()) {
            return texts.messages().text("editor.hold.none");
        }
        if (time.equals(Duration.ofHours(time.toHours()))) {
            return texts.messages().text("editor.hold.hours", time.toHours());
        }
        return time.equals(Duration.ofMinutes(time.toMinutes()))
                ? texts.messages().text("editor.hold.minutes", time.toMinutes())
                : texts.messages().text("editor.hold.time", texts.formats().duration(time));
    }

    private TargetChoice choice(Optional<String> name) {
        return new TargetChoice(
                name, name.orElseGet(() -> texts.messages().text("editor.repository.default")));
    }

    private void show(List<RepositoryView> views) {
        Optional<String> chosen = target.get().name();
        Stream<TargetChoice> usual =
                Stream.of(
                        new TargetChoice(
                                Optional.empty(),
                                views.stream()
                                        .filter(RepositoryView::isDefault)
                                        .findFirst()
                                        .map(view ->
                                                texts.messages()
                                                        .text(
                                                                "editor.repository.default.is",
                                                                text(view)))
                                        .orElseGet(() -> choice(Optional.empty()).text())));
        Stream<TargetChoice> named =
                views.stream().map(view -> new TargetChoice(Optional.of(view.name()), text(view)));
        Stream<TargetChoice> gone =
                chosen.stream()
                        .filter(name -> views.stream().noneMatch(view -> view.name().equals(name)))
                        .map(name -> choice(Optional.of(name)));
        targets.setAll(Stream.of(usual, named, gone).flatMap(each -> each).toList());
        target.set(
                targets.stream()
                        .filter(each -> each.name().equals(chosen))
                        .findFirst()
                        .orElseThrow());
    }

    private String text(RepositoryView view) {
        return view.freeBytes() < 0
                ? texts.messages().text("editor.repository.away", view.name())
                : texts.messages()
                        .text(
                                "editor.repository.free",
                                view.name(),
                                texts.formats().bytes(view.freeBytes()));
    }

    /// What was chosen.
    BackupOptions options() {
        Quiescing quiescing =
                !quiesce.get()
                        ? Quiescing.OFF
                        : quiesceOptional.get() ? Quiescing.PREFERRED : Quiescing.REQUIRED;
        ReadPolicy other =
                before.reading() == ReadPolicy.FULL
                        ? BackupOptions.usual().reading()
                        : before.reading();
        return before.reading(full.get() ? ReadPolicy.FULL : other)
                .quiesced(quiescing)
                .compressed(compress.get() ? Compression.ZSTD : Compression.NONE)
                .at(new Bandwidth(rate.get().bytesPerSecond()))
                .heldForRetry(hold.get().time())
                .via(readers.node());
    }

    Optional<String> repository() {
        return target.get().name();
    }

    ObservableList<TargetChoice> targets() {
        return targets;
    }

    ObjectProperty<TargetChoice> targetProperty() {
        return target;
    }

    List<RateChoice> rates() {
        return rates;
    }

    ObjectProperty<RateChoice> rateProperty() {
        return rate;
    }

    BooleanProperty quiesceProperty() {
        return quiesce;
    }

    BooleanProperty quiesceOptionalProperty() {
        return quiesceOptional;
    }

    BooleanProperty fullProperty() {
        return full;
    }

    BooleanProperty compressProperty() {
        return compress;
    }

    /// From not at all to a day.
    List<HoldChoice> holds() {
        return holds;
    }

    /// How long a run whose disks have failed holds its snapshot, so that they can be read again.
    ObjectProperty<HoldChoice> holdProperty() {
        return hold;
    }

    /// Who reads the disks.
    ReadersViewModel readers() {
        return readers;
    }

    /// How many VMs of one execution run at a time.
    IntegerProperty atOnceProperty() {
        return atOnce;
    }
}

package io.sendense.ui.points;

import io.sendense.engine.ExportRequest;
import io.sendense.engine.PointView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.WatchedCall;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableDoubleValue;

/// The export of one disk of a restore point: what, as what, where to, how far. FX thread only.
public final class ExportViewModel {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT);

    private final EngineLink link;
    private final Texts texts;
    private final PointView point;
    private final Runnable close;
    private final WatchedCall call;
    private final List<DiskChoice> disks;
    private final List<FormatChoice> formats;
    private final ObjectProperty<DiskChoice> disk;
    private final ObjectProperty<FormatChoice> format;
    private final StringProperty target = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper done = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final BooleanBinding startable;

    /// @param folder where the file is suggested to be
    /// @param close called once when the dialog is left
    ExportViewModel(
            EngineLink link,
            Texts texts,
            PointView point,
            InstantSource clock,
            String folder,
            Runnable close) {
        this.link = link;
        this.texts = texts;
        this.point = point;
        this.close = close;
        this.call = new WatchedCall(link.tasks(), clock);
        this.disks =
                point.disks().stream()
                        .map(each ->
                                new DiskChoice(
                                        each.key(),
                                        each.label()
                                                + "  \u00b7  "
                                                + texts.formats().bytes(each.capacityBytes())))
                        .toList();
        this.formats = FormatChoice.all(texts.messages());
        this.disk = new SimpleObjectProperty<>(disks.getFirst());
        this.format = new SimpleObjectProperty<>(formats.getFirst());
        target.set(Path.of(folder).resolve(fileName()).toString());
        disk.subscribe((_, _) -> rename());
        format.subscribe((_, _) -> rename());
        this.startable = target.isNotEmpty().and(call.runningProperty().not()).and(done.isEmpty());
        call.stepProperty().subscribe(this::show);
    }

    /// The name that is suggested for the file.
    String fileName() {
        ZoneId zone = texts.formats().zone();
        String vm = point.vmName().replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
        return "%s-%s-disk-%d.%s"
                .formatted(
                        vm,
                        STAMP.format(point.created().atZone(zone)),
                        disk.get().key(),
                        format.get().ending());
    }

    private void rename() {
        try {
            Path before = Path.of(target.get());
            target.set(before.resolveSibling(fileName()).toString());
        } catch (InvalidPathException _) {
            target.set(fileName());
        }
    }

    private void show(WatchedCall.Step step) {
        words.set(step.total() <= 0 ? "" : ProgressWords.of(step, texts));
    }

    void start() {
        Path to;
        try {
            to = Path.of(target.get().strip());
        } catch (InvalidPathException e) {
            refuse(e.getReason());
            return;
        }
        if (!to.isAbsolute()) {
            refuse(texts.messages().text("points.export.relative"));
            return;
        }
        problem.set(Optional.empty());
        ExportRequest request =
                new ExportRequest(point.id(), disk.get().key(), format.get().format(), to);
        call.start(
                progress -> link.engine().export(request, progress),
                bytes ->
                        done.set(
                                texts.messages()
                                        .text(
                                                "points.export.done",
                                                to.toString(),
                                                texts.formats().bytes(bytes))),
                why -> problem.set(Optional.of(texts.view(why))));
    }

    private void refuse(String why) {
        problem.set(
                Optional.of(
                        new ProblemView(
                                "", texts.messages().text("points.export.wrong"), why, "")));
    }

    /// Cancels a running export, of which no file stays, and leaves the dialog.
    void leave() {
        call.cancel();
        close.run();
    }

    String title() {
        return texts.messages()
                .text(
                        "points.export.title",
                        point.vmName(),
                        texts.formats().moment(point.created()));
    }

    List<DiskChoice> disks() {
        return disks;
    }

    List<FormatChoice> formats() {
        return formats;
    }

    ObjectProperty<DiskChoice> diskProperty() {
        return disk;
    }

    ObjectProperty<FormatChoice> formatProperty() {
        return format;
    }

    StringProperty targetProperty() {
        return target;
    }

    ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /// What was written; empty until it was.
    ReadOnlyStringProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty runningProperty() {
        return call.runningProperty();
    }

    BooleanBinding startable() {
        return startable;
    }

    ObservableDoubleValue fraction() {
        return call.fraction();
    }
}

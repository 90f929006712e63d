package io.sendense.ui.settings;

import io.sendense.engine.TransferLimits;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.transfer.limit.PlaceLimits;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Formats;
import java.util.List;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/// What all runs together may take, as texts that can be edited and applied. FX thread only.
public final class LimitsViewModel {
    private final EngineLink link;
    private final ProblemPresenter problems;
    private final NumberField bandwidth;
    private final NumberField hostRequests;
    private final NumberField hostBytes;
    private final NumberField datastoreRequests;
    private final NumberField datastoreBytes;
    private final List<NumberField> fields;
    private final BooleanBinding applicable;
    private final BooleanBinding wrong;
    private final ReadOnlyBooleanWrapper applied = new ReadOnlyBooleanWrapper();
    private @Nullable TransferLimits held;

    public LimitsViewModel(EngineLink link, Formats formats, ProblemPresenter problems) {
        this.link = link;
        this.problems = problems;
        this.bandwidth = NumberField.ofMebibytes(formats, NumberField.Empty.IS_ZERO);
        this.hostRequests = NumberField.ofPieces(formats);
        this.hostBytes = NumberField.ofMebibytes(formats, NumberField.Empty.IS_WRONG);
        this.datastoreRequests = NumberField.ofPieces(formats);
        this.datastoreBytes = NumberField.ofMebibytes(formats, NumberField.Empty.IS_WRONG);
        this.fields =
                List.of(bandwidth, hostRequests, hostBytes, datastoreRequests, datastoreBytes);
        Observable[] texts =
                fields.stream().map(NumberField::textProperty).toArray(Observable[]::new);
        this.wrong =
                Bindings.createBooleanBinding(
                        () -> held != null && !fields.stream().allMatch(NumberField::isRight),
                        texts);
        this.applicable =
                Bindings.createBooleanBinding(
                        () ->
                                held != null
                                        && fields.stream().allMatch(NumberField::isRight)
                                        && fields.stream().anyMatch(NumberField::isChanged),
                        texts);
        fields.forEach(field -> field.textProperty().subscribe((_, _) -> applied.set(false)));
        refresh();
    }

    /// Asks the engine what holds now; what was being edited is gone.
    void refresh() {
        link.tasks().call(() -> link.engine().limits(), this::show, problems::present);
    }

    private void show(TransferLimits limits) {
        held = limits;
        bandwidth.show(limits.bandwidth().bytesPerSecond());
        hostRequests.show(limits.host().requests());
        hostBytes.show(limits.host().bytes());
        datastoreRequests.show(limits.datastore().requests());
        datastoreBytes.show(limits.datastore().bytes());
        wrong.invalidate();
        applicable.invalidate();
    }

    /// Has the engine hold to what is written, at once and for runs under way too.
    void apply() {
        if (!applicable.get()) {
            return;
        }
        TransferLimits wanted =
                new TransferLimits(
                        new Bandwidth(bandwidth.value()),
                        new PlaceLimits((int) hostRequests.value(), hostBytes.value()),
                        new PlaceLimits((int) datastoreRequests.value(), datastoreBytes.value()));
        link.tasks()
                .call(
                        () -> {
                            link.engine().setLimits(wanted);
                            return link.engine().limits();
                        },
                        limits -> {
                            show(limits);
                            applied.set(true);
                        },
                        problems::present);
    }

    /// MiB a second; empty for no limit.
    NumberField bandwidth() {
        return bandwidth;
    }

    NumberField hostRequests() {
        return hostRequests;
    }

    /// MiB.
    NumberField hostBytes() {
        return hostBytes;
    }

    NumberField datastoreRequests() {
        return datastoreRequests;
    }

    /// MiB.
    NumberField datastoreBytes() {
        return datastoreBytes;
    }

    /// Whether something was changed, and all of it can be had.
    BooleanBinding applicable() {
        return applicable;
    }

    /// Whether a field holds no number it could have.
    BooleanBinding wrong() {
        return wrong;
    }

    /// Whether the engine has taken what is shown.
    ReadOnlyBooleanProperty appliedProperty() {
        return applied.getReadOnlyProperty();
    }
}

package io.sendense.ui.frame;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The line below everything: program version, vCenters, transfers. FX thread only.
public final class StatusBarViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final ReadOnlyStringWrapper version = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper vcenters = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper vcentersDetail = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Tone> vcentersTone =
            new ReadOnlyObjectWrapper<>(Tone.NEUTRAL);
    private final ReadOnlyStringWrapper transfers = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper transferring = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper engineGone = new ReadOnlyBooleanWrapper();
    private final boolean ownEngine;

    /// @param ownEngine whether the engine ends with this process
    public StatusBarViewModel(EngineLink link, Texts texts, boolean ownEngine) {
        this.link = link;
        this.texts = texts;
        this.ownEngine = ownEngine;
        link.tasks().call(link.engine()::version, this::showVersion, _ -> {});
        link.vcenters().states().addListener((InvalidationListener) _ -> showVCenters());
        link.runs().watch(_ -> showTransfers());
        link.runs().connectedProperty().subscribe((before, now) -> engineGone.set(before && !now));
        showVCenters();
        showTransfers();
    }

    private void showVersion(ProgramVersion program) {
        version.set(texts.messages().text("status.version", program.version(), program.commit()));
    }

    private void showVCenters() {
        Messages messages = texts.messages();
        List<VCenterState> states = link.vcenters().states();
        long connected =
                states.stream().filter(s -> s.link() == VCenterState.Link.CONNECTED).count();
        boolean failed = states.stream().anyMatch(s -> s.link() == VCenterState.Link.FAILED);
        vcenters.set(
                connected == states.size()
                        ? messages.text("status.vcenters", connected)
                        : messages.text("status.vcenters.some", connected, states.size()));
        vcentersTone.set(failed ? Tone.WARNING : connected > 0 ? Tone.SUCCESS : Tone.NEUTRAL);
        vcentersDetail.set(
                states.stream()
                        .map(s -> s.name() + ": " + linkText(s.link()))
                        .collect(Collectors.joining("\n")));
    }

    private String linkText(VCenterState.Link state) {
        Messages messages = texts.messages();
        return switch (state) {
            case CONNECTING -> messages.text("status.vcenter.connecting");
            case CONNECTED -> messages.text("status.vcenter.connected");
            case FAILED -> messages.text("status.vcenter.failed");
        };
    }

    private void showTransfers() {
        List<RunView> living = link.runs().living();
        List<DiskView> moving =
                living.stream()
                        .flatMap(run -> run.disks().stream())
                        .filter(disk -> disk.state() == DiskState.TRANSFERRING)
                        .toList();
        long rate = moving.stream().mapToLong(DiskView::bytesPerSecond).sum();
        Messages messages = texts.messages();
        transferring.set(!living.isEmpty());
        transfers.set(
                moving.isEmpty()
                        ? messages.text("status.runs", living.size())
                        : messages.text(
                                "status.transfers", moving.size(), texts.formats().rate(rate)));
    }

    /// Whose engine it is.
    public String engine() {
        return ownEngine
                ? texts.messages().text("status.engine.own")
                : texts.messages().text("status.engine.attached");
    }

    /// The same in a sentence.
    public String engineDetail() {
        return ownEngine
                ? texts.messages().text("status.engine.own.detail")
                : texts.messages().text("status.engine.attached.detail");
    }

    public ReadOnlyStringProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty vcentersProperty() {
        return vcenters.getReadOnlyProperty();
    }

    /// Each vCenter on a line of its own.
    public ReadOnlyStringProperty vcentersDetailProperty() {
        return vcentersDetail.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Tone> vcentersToneProperty() {
        return vcentersTone.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty transfersProperty() {
        return transfers.getReadOnlyProperty();
    }

    /// Whether any run is living.
    public ReadOnlyBooleanProperty transferringProperty() {
        return transferring.getReadOnlyProperty();
    }

    /// Whether the engine was there and is no more.
    public ReadOnlyBooleanProperty engineGoneProperty() {
        return engineGone.getReadOnlyProperty();
    }
}

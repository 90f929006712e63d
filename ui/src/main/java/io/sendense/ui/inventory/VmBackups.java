package io.sendense.ui.inventory;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.shared.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The restore points and runs of one VM, kept current while it is shown. FX thread only.
final class VmBackups {
    private static final int RUNS_LOOKED_AT = 1000;

    private final EngineLink link;
    private final RestorePoints points;
    private final Consumer<Problem> failed;
    private final ReadOnlyObjectWrapper<LastBackup> last =
            new ReadOnlyObjectWrapper<>(LastBackup.NONE);
    private @Nullable Subject subject;
    private Tasks.@Nullable Work reading;

    /// The VM that is shown.
    private record Subject(String vcenter, String vmId, String vmUuid) {}

    VmBackups(EngineLink link, RestorePoints points, Consumer<Problem> failed) {
        this.link = link;
        this.points = points;
        this.failed = failed;
        link.runs().watch(this::onRuns);
        points.indexProperty().subscribe(this::showPoints);
    }

    /// Shows one VM's from now on.
    void follow(String vcenter, String vmId, String vmUuid) {
        Subject now = new Subject(vcenter, vmId, vmUuid);
        if (!now.equals(subject)) {
            last.set(LastBackup.NONE);
        }
        subject = now;
        read(now);
    }

    /// Shows nobody's.
    void leave() {
        subject = null;
        stop();
        last.set(LastBackup.NONE);
    }

    private void stop() {
        if (reading != null) {
            reading.cancel();
            reading = null;
        }
    }

    private void read(Subject of) {
        stop();
        reading =
                link.tasks()
                        .call(
                                () ->
                                        LastBackup.runsOf(
                                                of.vcenter(),
                                                of.vmUuid(),
                                                link.engine().runs(RUNS_LOOKED_AT)),
                                this::show,
                                failed);
    }

    private void showPoints() {
        if (points.indexProperty().get().known()) {
            show(last.get().runs());
        }
    }

    private void show(List<RunView> runs) {
        Subject of = subject;
        if (of != null) {
            last.set(new LastBackup(points.of(of.vcenter(), of.vmUuid()), runs));
        }
    }

    /// A run of the VM began or ended: its backups are not what they were.
    private void onRuns(RunFeed.Changes changes) {
        Subject of = subject;
        if (of != null
                && changes.runs().stream()
                        .filter(run -> run.vmId().equals(of.vmId()))
                        .filter(run -> run.vcenter().equals(of.vcenter()))
                        .anyMatch(this::isTurningPoint)) {
            read(of);
        }
    }

    private boolean isTurningPoint(RunView run) {
        Optional<RunView> known = last.get().lastRun();
        return run.state().ended() || !known.map(RunView::id).equals(Optional.of(run.id()));
    }

    ReadOnlyObjectProperty<LastBackup> lastProperty() {
        return last.getReadOnlyProperty();
    }
}

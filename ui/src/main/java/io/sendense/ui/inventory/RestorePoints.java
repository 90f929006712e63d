package io.sendense.ui.inventory;

import io.sendense.engine.PointView;
import io.sendense.engine.problem.Problem;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.frame.ProblemPresenter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The restore points of all VMs, read once and again when a run has ended; one reading at a time,
/// however many end. FX thread only.
public final class RestorePoints {
    private final EngineLink link;
    private final ProblemPresenter problems;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<PointIndex> index =
            new ReadOnlyObjectWrapper<>(PointIndex.UNKNOWN);
    private boolean reading;
    private boolean again;

    /// @param clock what is lately
    public RestorePoints(EngineLink link, ProblemPresenter problems, InstantSource clock) {
        this.clock = clock;
        this.link = link;
        this.problems = problems;
        link.runs().watch(this::onRuns);
        read();
    }

    private void onRuns(RunFeed.Changes changes) {
        if (changes.runs().stream().anyMatch(run -> run.state().ended())) {
            read();
        }
    }

    /// Reads them again; after the reading that is under way, if one is.
    public void read() {
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        link.tasks().call(() -> PointIndex.of(link.engine().points()), this::show, this::failed);
    }

    private void show(PointIndex now) {
        over();
        index.set(now);
    }

    private void failed(Problem problem) {
        over();
        problems.present(problem);
    }

    private void over() {
        reading = false;
        if (again) {
            again = false;
            read();
        }
    }

    ReadOnlyObjectProperty<PointIndex> indexProperty() {
        return index.getReadOnlyProperty();
    }

    /// How VMs are protected now: by name of the vCenter and instance UUID.
    BiFunction<String, String, Optional<ProtectionChoice>> protections() {
        PointIndex now = index.get();
        Instant moment = clock.instant();
        return (vcenter, vmUuid) -> now.protection(vcenter, vmUuid, moment);
    }

    /// Those of one VM, newest first.
    List<PointView> of(String vcenter, String vmUuid) {
        return index.get().of(vcenter, vmUuid);
    }
}

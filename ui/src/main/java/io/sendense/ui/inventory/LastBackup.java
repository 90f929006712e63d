package io.sendense.ui.inventory;

import io.sendense.engine.PointView;
import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of a VM's backups: its restore points and its newest runs. Immutable.
///
/// @param points of this VM, newest first
/// @param runs of this VM, newest first
record LastBackup(List<PointView> points, List<RunView> runs) {
    static final LastBackup NONE = new LastBackup(List.of(), List.of());

    /// How many runs the chart of a VM's history shows.
    private static final int MOST_RUNS = 30;

    LastBackup {
        points = List.copyOf(points);
        runs = runs.stream().limit(MOST_RUNS).toList();
    }

    /// Those runs that are of one VM, newest first.
    static List<RunView> runsOf(String vcenter, String vmUuid, List<RunView> runs) {
        return runs.stream()
                .filter(run ->
                        run.vcenter().equals(vcenter) && run.vmUuid().equalsIgnoreCase(vmUuid))
                .toList();
    }

    Optional<RunView> lastRun() {
        return runs.stream().findFirst();
    }

    List<Fact> facts(Texts texts) {
        Messages messages = texts.messages();
        List<Fact> facts = new ArrayList<>();
        facts.add(
                new Fact(
                        messages.text("details.point"),
                        points.isEmpty()
                                ? messages.text("details.point.none")
                                : texts.formats().moment(points.getFirst().created())));
        lastRun()
                .ifPresent(newest ->
                        facts.add(new Fact(messages.text("details.run"), state(newest, texts))));
        return facts;
    }

    private static String state(RunView run, Texts texts) {
        return texts.messages()
                .text(
                        "details.run.state",
                        texts.badge(run.state()).text(),
                        texts.formats().moment(run.started()));
    }

    /// The restore points as lines of a table, newest first.
    List<PointRow> pointRows(Texts texts) {
        return points.stream().map(point -> PointRow.of(point, texts)).toList();
    }

    /// The runs as bars of a chart, oldest first.
    List<RunBar> bars(Texts texts) {
        return runs.reversed().stream().map(run -> RunBar.of(run, texts)).toList();
    }
}

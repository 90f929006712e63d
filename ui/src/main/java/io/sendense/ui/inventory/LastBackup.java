package io.sendense.ui.inventory;

import io.sendense.engine.PointView;
import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of a VM's backups: its newest restore point and its newest run. Immutable.
///
/// @param points of this VM, newest first
record LastBackup(List<PointView> points, Optional<RunView> run) {
    LastBackup {
        points = List.copyOf(points);
    }

    static LastBackup of(
            String vcenter, String vmUuid, List<PointView> points, List<RunView> runs) {
        return new LastBackup(
                points.stream()
                        .filter(point ->
                                point.vcenter().equals(vcenter)
                                        && point.vmUuid().equalsIgnoreCase(vmUuid))
                        .toList(),
                runs.stream()
                        .filter(run ->
                                run.vcenter().equals(vcenter)
                                        && run.vmUuid().equalsIgnoreCase(vmUuid))
                        .findFirst());
    }

    List<Fact> facts(Texts texts) {
        Messages messages = texts.messages();
        List<Fact> facts = new ArrayList<>();
        if (points.isEmpty()) {
            facts.add(
                    new Fact(messages.text("details.point"), messages.text("details.point.none")));
        } else {
            PointView newest = points.getFirst();
            facts.add(
                    new Fact(
                            messages.text("details.point"),
                            texts.formats().moment(newest.created())));
            facts.add(new Fact(messages.text("details.point.kind"), kind(newest, texts)));
            facts.add(
                    new Fact(
                            messages.text("details.point.count"),
                            texts.formats().number(points.size())));
        }
        run.ifPresent(
                newest -> facts.add(new Fact(messages.text("details.run"), state(newest, texts))));
        return facts;
    }

    private static String kind(PointView point, Texts texts) {
        String size = texts.formats().bytes(point.layerBytes());
        return point.incremental()
                ? texts.messages().text("details.point.incremental", size, point.consistency())
                : texts.messages().text("details.point.full", size, point.consistency());
    }

    private static String state(RunView run, Texts texts) {
        return texts.messages()
                .text(
                        "details.run.state",
                        texts.badge(run.state()).text(),
                        texts.formats().moment(run.started()));
    }
}

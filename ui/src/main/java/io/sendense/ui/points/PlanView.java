package io.sendense.ui.points;

import io.sendense.engine.PointView;
import io.sendense.engine.concern.Verdict;
import io.sendense.engine.restore.PlanItem;
import io.sendense.engine.restore.RestorePlan;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.ConcernView;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a restore elsewhere would make of a VM, in words. Immutable.
///
/// @param lines what is lost first, what is kept last
public record PlanView(String title, String summary, List<PlanLine> lines) {
    public PlanView {
        lines = List.copyOf(lines);
    }

    /// One device or setting.
    public record PlanLine(Badge verdict, String subject, String what, String remedy) {}

    static PlanView of(PointView point, RestorePlan plan, Texts texts) {
        List<PlanItem> items =
                plan.items().stream()
                        .sorted(Comparator.comparing(PlanItem::verdict).reversed())
                        .toList();
        long lost =
                items.stream()
                        .filter(item ->
                                item.verdict() == Verdict.REMOVED
                                        || item.verdict() == Verdict.IMPOSSIBLE)
                        .count();
        return new PlanView(
                texts.messages()
                        .text(
                                "points.plan.title",
                                point.vmName(),
                                texts.formats().moment(point.created())),
                texts.messages().text("points.plan.summary", items.size(), lost),
                items.stream().map(item -> line(item, texts)).toList());
    }

    private static PlanLine line(PlanItem item, Texts texts) {
        Optional<ConcernView> words = item.concern().map(texts::view);
        return new PlanLine(
                badge(item.verdict(), texts.messages()),
                item.subject(),
                words.map(ConcernView::what).orElse(""),
                words.map(ConcernView::remedy).orElse(""));
    }

    private static Badge badge(Verdict verdict, Messages messages) {
        return switch (verdict) {
            case KEPT -> new Badge(messages.text("points.plan.kept"), Tone.SUCCESS);
            case CHOSEN -> new Badge(messages.text("points.plan.chosen"), Tone.NEUTRAL);
            case CHANGED -> new Badge(messages.text("points.plan.changed"), Tone.RUNNING);
            case REMOVED -> new Badge(messages.text("points.plan.removed"), Tone.WARNING);
            case IMPOSSIBLE -> new Badge(messages.text("points.plan.impossible"), Tone.DANGER);
        };
    }
}

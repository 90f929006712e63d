package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernText;
import io.sendense.engine.concern.Verdict;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.restore.PlanItem;
import io.sendense.engine.restore.RestorePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Shows what a restored VM would be. Stateless.
final class PlanOutput {
    private PlanOutput() {}

    /// One device or setting, with its words where there is something to say.
    record Line(
            String subject,
            Verdict verdict,
            Optional<ConcernText.Rendered> text,
            Optional<Map<String, Argument>> arguments) {}

    /// @param point as it was asked for
    static void show(String point, RestorePlan plan, Output output) {
        ConcernText texts = ConcernText.english();
        List<Line> lines = new ArrayList<>();
        Table table = new Table("VERDICT", "WHAT", "RULE", "BECOMES", "TO DO");
        for (PlanItem item : plan.items()) {
            Optional<ConcernText.Rendered> text = item.concern().map(texts::render);
            lines.add(
                    new Line(
                            item.subject(),
                            item.verdict(),
                            text,
                            item.concern().map(Concern::arguments)));
            table.row(
                    item.verdict().name().toLowerCase(Locale.ROOT),
                    item.subject(),
                    text.map(ConcernText.Rendered::id).orElse(""),
                    text.map(ConcernText.Rendered::what).orElse(""),
                    text.map(ConcernText.Rendered::remedy).orElse(""));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("point", point);
        result.put("restorePlan", lines);
        output.result(result, table);
    }
}

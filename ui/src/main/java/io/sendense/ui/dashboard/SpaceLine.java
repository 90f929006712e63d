package io.sendense.ui.dashboard;

import io.sendense.engine.FillSample;
import io.sendense.engine.RepositoryView;
import io.sendense.ui.shared.RepositoryFill;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// How a repository is filled. Immutable.
///
/// @param free how much is free, or that it cannot be reached
/// @param used from 0 to 1; -1 where it cannot be reached
/// @param trend when it will be full; empty where it cannot be reached
record SpaceLine(String name, String free, double used, Tone tone, String trend) {
    /// The one that needs a person first comes first.
    static List<SpaceLine> of(
            List<RepositoryView> repositories, Map<String, List<FillSample>> fills, Texts texts) {
        return repositories.stream()
                .map(each -> of(each, fills.getOrDefault(each.name(), List.of()), texts))
                .sorted(
                        Comparator.comparing(SpaceLine::tone)
                                .thenComparingDouble(SpaceLine::used)
                                .reversed())
                .toList();
    }

    private static SpaceLine of(RepositoryView view, List<FillSample> samples, Texts texts) {
        RepositoryFill fill = RepositoryFill.of(view, samples, texts);
        return new SpaceLine(
                view.name(),
                fill.isReached()
                        ? texts.messages()
                                .text(
                                        "dashboard.space.free",
                                        texts.formats().bytes(view.freeBytes()))
                        : texts.messages().text("dashboard.space.away"),
                fill.used(),
                fill.tone(),
                fill.trend());
    }

    /// All of it in a line.
    String words() {
        return trend.isEmpty() ? name + ": " + free : name + ": " + free + "  \u00b7  " + trend;
    }
}

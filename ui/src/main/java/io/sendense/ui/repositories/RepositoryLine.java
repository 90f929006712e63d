package io.sendense.ui.repositories;

import io.sendense.engine.FillSample;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.run.TargetServer;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.RepositoryFill;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A repository as the page shows it. Immutable.
///
/// @param used from 0 to 1; -1 where it cannot be reached
/// @param tone how near it is to being full, or that it cannot be used
/// @param space how much is used and free
/// @param content points, VMs and what they take
/// @param target what writes its layers
/// @param trend when it will be full
/// @param fill of the last 30 days, oldest first
record RepositoryLine(
        String name,
        String path,
        boolean isDefault,
        double used,
        Tone tone,
        String space,
        String free,
        String content,
        int points,
        int vms,
        WrittenBy target,
        String trend,
        List<FillPoint> fill,
        Optional<ProblemView> problem) {
    private static final Duration SHOWN = Duration.ofDays(30);

    RepositoryLine {
        fill = List.copyOf(fill);
    }

    static RepositoryLine of(RepositoryView view, List<FillSample> samples, Texts texts) {
        Formats formats = texts.formats();
        Messages messages = texts.messages();
        RepositoryFill fill = RepositoryFill.of(view, samples, texts);
        boolean reached = fill.isReached();
        long usedBytes = view.totalBytes() - view.freeBytes();
        return new RepositoryLine(
                view.name(),
                view.path(),
                view.isDefault(),
                fill.used(),
                fill.tone(),
                reached
                        ? messages.text(
                                "repositories.space",
                                formats.bytes(usedBytes),
                                formats.bytes(view.totalBytes()))
                        : messages.text("repositories.away"),
                reached ? messages.text("repositories.free", formats.bytes(view.freeBytes())) : "",
                content(view, texts),
                view.points(),
                view.vms(),
                WrittenBy.of(view.target()),
                fill.trend(),
                reached ? recent(samples) : List.of(),
                view.problem().map(texts::view));
    }

    private static String content(RepositoryView view, Texts texts) {
        Messages messages = texts.messages();
        String kept =
                messages.text(
                        "repositories.content",
                        view.points(),
                        view.vms(),
                        texts.formats().bytes(view.storedBytes()));
        return view.target() == TargetServer.EMBEDDED
                ? kept
                : messages.text(
                        "repositories.content.target",
                        kept,
                        WrittenBy.of(view.target()).words(messages));
    }

    private static List<FillPoint> recent(List<FillSample> samples) {
        if (samples.isEmpty()) {
            return List.of();
        }
        Instant since = samples.getLast().at().minus(SHOWN);
        return samples.stream()
                .filter(sample -> !sample.at().isBefore(since))
                .map(sample -> new FillPoint(sample.at(), sample.usedBytes()))
                .toList();
    }
}

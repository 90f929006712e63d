package io.sendense.ui.shared;

import io.sendense.engine.FillForecast;
import io.sendense.engine.FillSample;
import io.sendense.engine.RepositoryView;
import java.util.List;
import java.util.Optional;

/// How full a repository is and will be, in words and in a tone. Immutable.
///
/// @param used from 0 to 1; -1 where it cannot be reached
/// @param tone how near it is to being full, or that it cannot be used
/// @param trend when it will be full; empty where it cannot be reached
public record RepositoryFill(double used, Tone tone, String trend) {
    private static final double LITTLE = 0.10;
    private static final double VERY_LITTLE = 0.05;
    private static final double SOON = 30;
    private static final double VERY_SOON = 7;

    /// How a repository is filled.
    ///
    /// @param samples oldest first
    public static RepositoryFill of(RepositoryView view, List<FillSample> samples, Texts texts) {
        if (!view.reachable() || view.totalBytes() <= 0) {
            return new RepositoryFill(-1, Tone.DANGER, "");
        }
        Optional<Double> days = FillForecast.daysToFull(samples);
        double free = (double) view.freeBytes() / view.totalBytes();
        return new RepositoryFill(1 - free, tone(view, free, days), trend(samples, days, texts));
    }

    private static Tone tone(RepositoryView view, double free, Optional<Double> days) {
        if (free < VERY_LITTLE || days.filter(value -> value < VERY_SOON).isPresent()) {
            return Tone.DANGER;
        }
        return free < LITTLE
                        || days.filter(value -> value < SOON).isPresent()
                        || view.problem().isPresent()
                ? Tone.WARNING
                : Tone.RUNNING;
    }

    private static String trend(List<FillSample> samples, Optional<Double> days, Texts texts) {
        Messages messages = texts.messages();
        Optional<Double> growth = FillForecast.bytesPerDay(samples);
        if (growth.isEmpty()) {
            return messages.text("repositories.trend.later");
        }
        if (days.isEmpty()) {
            return growth.get() <= 0
                    ? messages.text("repositories.trend.none")
                    : messages.text("repositories.trend.far");
        }
        return messages.text(
                "repositories.trend",
                Math.round(days.get()),
                texts.formats().bytes(Math.round(growth.get())));
    }

    /// Whether it can be reached.
    public boolean isReached() {
        return used >= 0;
    }
}

package io.sendense.ui.points;

import io.sendense.engine.PointCheck;
import io.sendense.engine.PointView;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A restore point as table and timeline show it. Immutable.
///
/// @param full whether no disk of it is backed by another point's
/// @param verified what its last verification found, and when
/// @param finding the first thing that verification found
/// @param served whether it is served at this moment
record PointLine(
        String id,
        Instant created,
        boolean full,
        long storedBytes,
        int disks,
        String kind,
        String consistency,
        Badge verified,
        String verifiedAt,
        Optional<String> finding,
        boolean served,
        String folder) {

    static PointLine of(PointView point, boolean served, Texts texts) {
        Messages messages = texts.messages();
        return new PointLine(
                point.id(),
                point.created(),
                !point.incremental(),
                point.layerBytes(),
                point.disks().size(),
                point.incremental()
                        ? messages.text("points.incremental")
                        : messages.text("points.full"),
                consistency(point.consistency(), messages),
                verified(point.check(), messages),
                point.check().map(check -> texts.formats().moment(check.at())).orElse(Formats.NONE),
                point.check()
                        .filter(check -> !check.sound())
                        .flatMap(check -> check.problems().stream().findFirst())
                        .map(problem -> texts.view(problem).why()),
                served,
                point.folder());
    }

    private static Badge verified(Optional<PointCheck> check, Messages messages) {
        if (check.isEmpty()) {
            return new Badge(messages.text("points.verified.never"), Tone.NEUTRAL);
        }
        return check.get().sound()
                ? new Badge(messages.text("points.verified.sound"), Tone.SUCCESS)
                : new Badge(messages.text("points.verified.damaged"), Tone.DANGER);
    }

    private static String consistency(String level, Messages messages) {
        return switch (level.toLowerCase(Locale.ROOT)) {
            case "crash" -> messages.text("points.consistency.crash");
            case "file_system", "filesystem" -> messages.text("points.consistency.filesystem");
            case "application" -> messages.text("points.consistency.application");
            default -> level;
        };
    }
}

package io.sendense.engine.repository.point;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Name of a point's folder: `20260131T235959Z-<id>`. The time is there for people; order comes
/// from the manifests. Immutable.
///
/// @param time as it stands in the name
public record PointFolderName(String time, PointId id) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern SHAPE = Pattern.compile("(\\d{8}T\\d{6}Z)-([a-z2-7]{16})");
    private static final Pattern DRAFT = Pattern.compile("\\.draft-([a-z2-7]{16})");

    /// The name of a point that was created at `created`.
    public static PointFolderName of(Instant created, PointId id) {
        return new PointFolderName(TIME.format(created), id);
    }

    /// Takes a folder's name apart; empty for anything that is no published point.
    public static Optional<PointFolderName> parse(String name) {
        Matcher matcher = SHAPE.matcher(name);
        return matcher.matches()
                ? Optional.of(new PointFolderName(matcher.group(1), new PointId(matcher.group(2))))
                : Optional.empty();
    }

    /// The id in a draft folder's name; empty for anything else.
    static Optional<PointId> parseDraft(String name) {
        Matcher matcher = DRAFT.matcher(name);
        return matcher.matches() ? Optional.of(new PointId(matcher.group(1))) : Optional.empty();
    }

    /// The name of the folder of a draft with this id.
    static String draft(PointId id) {
        return ".draft-" + id;
    }

    @Override
    public String toString() {
        return time + "-" + id;
    }
}

package io.sendense.engine.source.change;

/// vSphere's position in a disk's change tracking, written `uuid/sequence`. Immutable.
///
/// Two ids can be compared only while their uuid parts are equal: a reset of change tracking makes
/// a new uuid.
///
/// @param value the id as the server wrote it, for instance `52 4d 7a .../12`
public record ChangeId(String value) {
    public ChangeId {
        int slash = value.lastIndexOf('/');
        if (slash <= 0 || slash == value.length() - 1) {
            throw new IllegalArgumentException("not a change id: '" + value + "'");
        }
        try {
            Long.parseLong(value.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a change id: '" + value + "'", e);
        }
    }

    /// The part that names the tracking session.
    public String uuid() {
        return value.substring(0, value.lastIndexOf('/'));
    }

    public long sequence() {
        return Long.parseLong(value.substring(value.lastIndexOf('/') + 1));
    }

    /// Whether changes since `earlier` can be asked for at this position.
    ///
    /// Every snapshot has a position of its own. One that is `earlier` itself was given out a
    /// second time, after the disk was brought back to an older state, and says nothing.
    public boolean follows(ChangeId earlier) {
        return uuid().equals(earlier.uuid()) && sequence() > earlier.sequence();
    }

    @Override
    public String toString() {
        return value;
    }
}

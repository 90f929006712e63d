package io.sendense.engine.lab.storage;

import java.util.UUID;

/// The change-tracking position of one disk: a UUID that lives until tracking is reset, and a
/// sequence that grows with every snapshot. Immutable.
///
/// Blocks are marked with the sequence that is current when they change, and a snapshot takes the
/// current sequence for its ID. So what changed between two snapshots of sequences a and b is what
/// bears a mark in (a, b].
///
/// @param uuid as vSphere spells it in a change ID: `52 3f ... 0a-91 ... 5c`
/// @param sequence at least 1
record ChangeTracking(String uuid, long sequence) {

    /// Tracking that begins now, under a UUID of its own.
    static ChangeTracking begun(UUID random) {
        String digits = random.toString().replace("-", "");
        StringBuilder spelled = new StringBuilder("52");
        for (int i = 2; i < digits.length(); i += 2) {
            spelled.append(i == digits.length() / 2 ? '-' : ' ').append(digits, i, i + 2);
        }
        return new ChangeTracking(spelled.toString(), 1);
    }

    ChangeTracking next() {
        return new ChangeTracking(uuid, sequence + 1);
    }

    String changeId() {
        return uuid + "/" + sequence;
    }

    /// The sequence of `changeId`, asked of the snapshot that this position belongs to.
    long sequenceOf(String changeId) throws UnknownChangeIdException {
        int slash = changeId.lastIndexOf('/');
        if (slash < 0 || !changeId.substring(0, slash).equals(uuid)) {
            throw new UnknownChangeIdException(changeId, "the disk is tracked as " + uuid);
        }
        String digits = changeId.substring(slash + 1);
        long asked = digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
        if (asked < 1 || asked > sequence) {
            throw new UnknownChangeIdException(
                    changeId, "the snapshot knows sequences 1 to " + sequence);
        }
        return asked;
    }
}

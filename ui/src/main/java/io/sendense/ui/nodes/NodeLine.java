package io.sendense.ui.nodes;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.ProblemView;
import java.util.List;
import java.util.Optional;

/// What the page says of a node. Immutable.
///
/// @param state of the tunnel
/// @param roundTripMicros of the tunnel; -1 while there is none
/// @param version a dash before it was asked
/// @param hostKey the whole fingerprint
/// @param transfers how many disks it pushes here now
/// @param facts all that is known besides
/// @param problem why there is no tunnel
record NodeLine(
        String name,
        String ssh,
        Badge state,
        long roundTripMicros,
        String version,
        String hostKey,
        int transfers,
        List<Fact> facts,
        Optional<ProblemView> problem) {
    /// Of a fingerprint that is shortened.
    private static final int SHORT = 16;

    NodeLine {
        facts = List.copyOf(facts);
    }

    /// The beginning of a fingerprint, enough to tell two apart at a glance.
    static String shortened(String fingerprint) {
        return fingerprint.length() <= SHORT
                ? fingerprint
                : fingerprint.substring(0, SHORT) + "\u2026";
    }
}

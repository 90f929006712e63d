package io.sendense.ui.transfers;

import io.sendense.ui.shared.Tone;

/// How far a VM or disk is, and the colour of that. Immutable.
///
/// @param fraction done of planned, from 0 to 1
public record DiskProgress(double fraction, Tone tone) implements Comparable<DiskProgress> {
    /// Nothing done yet.
    public static final DiskProgress NONE = new DiskProgress(0, Tone.NEUTRAL);

    @Override
    public int compareTo(DiskProgress other) {
        int byFraction = Double.compare(fraction, other.fraction);
        return byFraction != 0 ? byFraction : tone.compareTo(other.tone);
    }
}

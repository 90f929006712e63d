package io.sendense.ui.shared;

/// A state in one or two words, with its tone. Immutable.
public record Badge(String text, Tone tone) implements Comparable<Badge> {
    public static final Badge NONE = new Badge("", Tone.NEUTRAL);

    @Override
    public int compareTo(Badge other) {
        int byTone = tone.compareTo(other.tone);
        return byTone != 0 ? byTone : text.compareTo(other.text);
    }
}

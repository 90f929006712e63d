package io.sendense.ui.points;

/// A disk that can be exported. Immutable.
///
/// @param label its label and size
record DiskChoice(int key, String label) {
    @Override
    public String toString() {
        return label;
    }
}

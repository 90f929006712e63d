package io.sendense.ui.points;

/// One way to what is served, to be copied. Immutable.
///
/// @param label what it is: a disk's address, or a tool
/// @param text address or command line
record ServedEntry(String label, String text) {
    @Override
    public String toString() {
        return label;
    }
}

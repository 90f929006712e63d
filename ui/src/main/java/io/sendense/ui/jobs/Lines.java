package io.sendense.ui.jobs;

/// What a cell of two lines says. Immutable.
///
/// @param order by which a column of such cells is sorted
record Lines(String first, String second, long order) implements Comparable<Lines> {
    static final Lines NONE = new Lines("", "", Long.MAX_VALUE);

    @Override
    public int compareTo(Lines other) {
        int byOrder = Long.compare(order, other.order);
        return byOrder != 0 ? byOrder : first.compareToIgnoreCase(other.first);
    }
}

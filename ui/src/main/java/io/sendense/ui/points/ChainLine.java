package io.sendense.ui.points;

import java.util.List;

/// What one disk of a restore point consists of. Immutable.
///
/// @param disk its label
/// @param words its size, and what of it is stored
/// @param layers from the point itself down to the full
record ChainLine(String disk, String words, List<ChainLayer> layers) {
    ChainLine {
        layers = List.copyOf(layers);
    }

    /// One QCOW2 file of it, or several that are shown as one.
    ///
    /// @param when its point was made; or how many there are
    /// @param size of the file
    /// @param point id of its point; empty for several
    record ChainLayer(Kind kind, String when, String size, String point, boolean damaged) {}

    /// What a layer is.
    enum Kind {
        INCREMENTAL,
        FULL,
        /// Some between two others.
        MORE,
        /// It should be there and is not.
        MISSING
    }
}

package io.sendense.ui.nodes;

/// A disk that a node pushes here, with how far it is. Immutable.
///
/// @param run number of the run
/// @param port of the node's loopback
/// @param fraction done of planned, from 0 to 1
/// @param doneBytes -1 until it is known
/// @param bytesPerSecond 0 where nothing moves
record PushLine(
        long run,
        int diskKey,
        String vm,
        String disk,
        int port,
        double fraction,
        long doneBytes,
        long bytesPerSecond) {}

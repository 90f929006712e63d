package io.sendense.engine.catalog;

import io.sendense.engine.run.RunId;
import java.time.Instant;

/// A port of a node's loopback that a disk of a run uses, or is about to. Immutable.
///
/// @param node name of the node
/// @param port 10100 to 10200; one lease at most has it on a node
/// @param owner id of the engine's home
/// @param since kept to the microsecond
public record LeaseRow(String node, int port, String owner, RunId run, int diskKey, Instant since) {
    public LeaseRow {
        since = Values.stored(since);
    }
}

package io.sendense.engine.node.client;

import io.sendense.engine.problem.Cause;
import java.util.Optional;

/// A node that is connected to. Thread-safe.
interface NodeLink {
    /// What the node is called.
    String node();

    NodeApi api();

    /// Why the connection is gone; nothing while it stands.
    Optional<Cause> lost();
}

package io.sendense.engine.node.protocol;

/// Which program a node is. Immutable.
///
/// @param protocol of this package; a console speaks with nodes of its own only
public record NodeVersion(String version, String commit, int protocol) {
    /// What this program speaks.
    public static final int PROTOCOL = 1;
}

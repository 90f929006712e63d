package io.sendense.ui.nodes;

/// How a node is shown who comes, as the dialog offers it.
enum LoginKind {
    KEY,
    AGENT,
    PASSWORD
}

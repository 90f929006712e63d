/// Nodes: engines without a screen near the ESXi hosts, which read disks there and push them here
/// through SSH.
///
/// What operators see of them stands here, as values without behaviour. A crash leaves nothing of
/// this package.
@org.jspecify.annotations.NullMarked
package io.sendense.engine.node;

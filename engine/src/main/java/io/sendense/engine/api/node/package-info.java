/// A node's REST interface: the routes of `engine/doc/node.md` on the server of `api.rest`.
///
/// In: requests with the node's token, over its loopback interface, where a console's tunnel ends.
/// Out: how jobs stand, as answers and as events, and the sums of what was read, as bytes. Only
/// translates: what is done is done by [io.sendense.engine.node.reader.NodeReader].
///
/// Threads: one for each request; a stream keeps its own until it ends. A crash leaves nothing.
package io.sendense.engine.api.node;

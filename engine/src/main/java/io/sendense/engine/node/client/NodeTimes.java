package io.sendense.engine.node.client;

import java.time.Duration;

/// How long a node is waited for. Immutable.
///
/// @param answer for one request
/// @param ask between two questions for a job, by which the node knows that it is still wanted
/// @param silence without any answer, after which a node counts as lost
/// @param sums for the rest of the sums, once the job has ended
/// @param cancel for a job to be cancelled, after which it is left to end by itself
public record NodeTimes(
        Duration answer, Duration ask, Duration silence, Duration sums, Duration cancel) {
    /// What the product uses: a network that is cut for half a minute is no loss.
    public static NodeTimes usual() {
        return new NodeTimes(
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(45),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5));
    }
}

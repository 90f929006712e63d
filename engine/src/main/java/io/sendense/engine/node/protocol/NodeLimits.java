package io.sendense.engine.node.protocol;

import java.util.Optional;

/// What a job may ask of network, hosts and storage. Immutable.
///
/// @param bytesPerSecond of the job; absent for as fast as it goes
/// @param requestsPerHost reads under way at each ESXi host, over all jobs of the node; absent for
///   what holds there already
/// @param requestsPerDatastore the same of each datastore
public record NodeLimits(
        Optional<Long> bytesPerSecond,
        Optional<Integer> requestsPerHost,
        Optional<Integer> requestsPerDatastore) {
    /// Nothing beyond what the node does on its own.
    public static final NodeLimits NONE =
            new NodeLimits(Optional.empty(), Optional.empty(), Optional.empty());

    /// @throws io.sendense.engine.problem.UnfitException one of them is out of range
    public NodeLimits {
        bytesPerSecond.ifPresent(
                value -> Limits.range("limits.bytes_per_second", value, 1, 1L << 40));
        requestsPerHost.ifPresent(
                value -> Limits.range("limits.requests_per_host", value, 1, 1_000));
        requestsPerDatastore.ifPresent(
                value -> Limits.range("limits.requests_per_datastore", value, 1, 1_000));
    }
}

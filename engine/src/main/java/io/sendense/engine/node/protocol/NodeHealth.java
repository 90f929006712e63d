package io.sendense.engine.node.protocol;

/// That a node answers, and what it does. Immutable.
///
/// @param runningJobs jobs that have not ended
/// @param vcenters sessions it holds at vCenters
public record NodeHealth(String status, int runningJobs, int vcenters) {
    /// The only status: a node that is not well does not answer.
    public static final String OK = "OK";
}

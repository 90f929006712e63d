package io.sendense.engine.source.vsphere;

import io.sendense.engine.source.vsphere.folder.FolderLimits;
import java.time.Duration;

/// What one source may take of time, memory and connections. Immutable.
public record VsphereLimits(CallLimits calls, TaskLimits tasks, FolderLimits folder) {
    /// For SOAP calls.
    ///
    /// @param connect for one TCP connection
    /// @param whole for one call; longer than the server is asked to wait for updates
    /// @param keepAlive pause between two calls that keep the session alive; under the server's idle
    ///   limit, which is 30 minutes on vCenter
    /// @param retry for how long a call that changes nothing is repeated when the connection fails,
    ///   counted from the first failure; a source that was never logged in does not repeat
    /// @param answerBytes of one answer, unpacked
    /// @param pageObjects most objects that one answer of a bulk read should hold
    public record CallLimits(
            Duration connect,
            Duration whole,
            Duration keepAlive,
            Duration retry,
            long answerBytes,
            int pageObjects) {}

    /// For work the server does on its own.
    ///
    /// @param change creating a snapshot, changing a VM's settings
    /// @param removal removing a snapshot: consolidating a large delta takes hours
    public record TaskLimits(Duration change, Duration removal) {}

    public static VsphereLimits usual() {
        return new VsphereLimits(
                new CallLimits(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(120),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(60),
                        256L << 20,
                        1000),
                new TaskLimits(Duration.ofMinutes(30), Duration.ofHours(24)),
                FolderLimits.usual());
    }

    /// These limits with another time of retrying, for calls and for reads of disks.
    public VsphereLimits withRetry(Duration limit) {
        CallLimits other =
                new CallLimits(
                        calls.connect(),
                        calls.whole(),
                        calls.keepAlive(),
                        limit,
                        calls.answerBytes(),
                        calls.pageObjects());
        return new VsphereLimits(other, tasks, folder.withRetry(limit));
    }

    /// These limits with another pause between the calls that keep the session alive.
    public VsphereLimits withKeepAlive(Duration pause) {
        CallLimits other =
                new CallLimits(
                        calls.connect(),
                        calls.whole(),
                        pause,
                        calls.retry(),
                        calls.answerBytes(),
                        calls.pageObjects());
        return new VsphereLimits(other, tasks, folder);
    }

    /// These limits with other pages of bulk reads.
    public VsphereLimits withPageObjects(int objects) {
        CallLimits other =
                new CallLimits(
                        calls.connect(),
                        calls.whole(),
                        calls.keepAlive(),
                        calls.retry(),
                        calls.answerBytes(),
                        objects);
        return new VsphereLimits(other, tasks, folder);
    }
}

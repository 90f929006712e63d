package io.sendense.engine.source.vsphere;

import io.sendense.engine.source.vsphere.folder.FolderLimits;
import java.time.Duration;

/// What one source may take of time, memory and connections. Immutable.
///
/// @param rereadTags how long tags are taken to be as they were read while an inventory is followed
public record VsphereLimits(
        CallLimits calls, TaskLimits tasks, DiskLimits disks, Duration rereadTags) {
    private static final Duration REREAD_TAGS = Duration.ofSeconds(45);

    /// Limits with the usual time between two readings of tags.
    public VsphereLimits(CallLimits calls, TaskLimits tasks, DiskLimits disks) {
        this(calls, tasks, disks, REREAD_TAGS);
    }

    /// For SOAP calls.
    ///
    /// @param connect for one TCP connection
    /// @param whole for one call; longer than the server is asked to wait for updates
    /// @param keepAlive pause between two calls that keep the session alive; under the server's
    ///   idle limit, which is 30 minutes on vCenter
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

    /// For reading disks.
    ///
    /// @param silence the longest wait for the next bytes of an answer
    /// @param retry for how long a read is repeated without getting any byte
    /// @param requestBytes most bytes asked for in one request. Hosts refuse buffers over 2 MiB
    /// @param perDisk most requests of one disk under way at once
    /// @param connections most connections of one source. vCenter allows 52, an ESXi host 48 MiB of
    ///   buffers in all
    public record DiskLimits(
            Duration silence, Duration retry, int requestBytes, int perDisk, int connections) {}

    /// What reading through `/folder` may take.
    FolderLimits folder() {
        return new FolderLimits(
                calls.connect(),
                disks.silence(),
                disks.retry(),
                disks.requestBytes(),
                disks.perDisk(),
                disks.connections());
    }

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
                new DiskLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 1 << 20, 8, 32));
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
        DiskLimits reads =
                new DiskLimits(
                        disks.silence(),
                        limit,
                        disks.requestBytes(),
                        disks.perDisk(),
                        disks.connections());
        return new VsphereLimits(other, tasks, reads, rereadTags);
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
        return new VsphereLimits(other, tasks, disks, rereadTags);
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
        return new VsphereLimits(other, tasks, disks, rereadTags);
    }

    /// These limits with another time between two readings of tags.
    public VsphereLimits withRereadTags(Duration pause) {
        return new VsphereLimits(calls, tasks, disks, pause);
    }
}

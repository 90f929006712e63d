package io.sendense.engine.api.node;

import io.sendense.engine.api.rest.Means;
import io.sendense.engine.security.Secret;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What requests look like, for the document only: they are read by
/// [io.sendense.engine.node.protocol.RequestJson].
final class RequestShapes {
    private RequestShapes() {}

    record StartRequest(
            @Means(
                            "1 to 100 letters, digits, '-', '_' and '.'. The same request again is answered with the job it began.")
                    String jobId,
            @Means("Managed object id of the VM: vm-42.") String vm,
            VCenterAccess vcenter,
            @Means("Managed object id of the snapshot, which stays the console's.") String snapshot,
            List<DiskOrder> disks,
            @Means(
                            "Targets in one string instead of one with each disk: 2000:nbd://127.0.0.1:10100/a,2001:nbd://127.0.0.1:10101/b.")
                    Optional<String> targets,
            Optional<JobLimits> limits) {}

    record VCenterAccess(
            @Means("https://vc.example/sdk") String url,
            String user,
            @Means("Kept in memory until the last job that uses it has ended.") Secret password,
            @Means("SHA-256 of the certificate that the server must show.") String pin) {}

    record DiskOrder(
            @Means("Device key in the snapshot's configuration.") int key,
            @Means("The disk's own uuid there; empty for one that has none.") String backingUuid,
            @Means("Bytes; must be the disk's and the target's.") long capacity,
            @Means(
                            "\"full\", or [[offset, length], ...] in bytes: ascending, in multiples of 65536 but for the disk's end.")
                    JsonNode extents,
            @Means(
                            "\"skip\" where the target reads as zeroes, \"store\" where it may show older data.")
                    String zeroes,
            @Means("nbd://127.0.0.1:PORT/EXPORT") Optional<String> target,
            @Means("1 to 16 connections to the target; 4 if not said.")
                    Optional<Integer> connections,
            @Means("An export of records that say what the target shows already.")
                    Optional<String> baseline) {}

    record JobLimits(
            Optional<Long> bytesPerSecond,
            @Means("Reads under way at each host, over all jobs of the node.")
                    Optional<Integer> requestsPerHost,
            @Means("The same of each datastore.") Optional<Integer> requestsPerDatastore) {}

    record DiscoverRequest(
            VCenterAccess vcenter,
            @Means("Managed object id of the only VM to tell of.") Optional<String> vm) {}
}

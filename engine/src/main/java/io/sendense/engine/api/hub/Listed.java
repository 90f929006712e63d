package io.sendense.engine.api.hub;

import io.sendense.engine.PointView;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.api.rest.Means;
import io.sendense.engine.job.JobView;
import io.sendense.engine.node.NodeState;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.VmSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the hub lists beside backups, each in a record of its own, so that fields can be added.
public final class Listed {
    private Listed() {}

    /// The VMs of a vCenter.
    public record Vms(String vcenter, List<Vm> vms) {}

    /// A VM.
    public record Vm(
            @Means("As the server names it: vm-42") String id,
            @Means("Not unique") String name,
            @Means("Instance UUID; empty where the server cannot show it") String uuid,
            PowerState power,
            boolean template,
            Optional<String> guest,
            @Means("Bytes it occupies on its datastores") long storageBytes) {
        static Vm of(VmSummary vm) {
            return new Vm(
                    vm.id().value(),
                    vm.name(),
                    vm.instanceUuid(),
                    vm.power(),
                    vm.template(),
                    vm.guest(),
                    vm.storageBytes());
        }
    }

    /// The newest first.
    public record Points(List<Point> points) {}

    /// A restore point.
    public record Point(
            String id,
            String repository,
            String vcenter,
            String vm,
            String vmUuid,
            Instant created,
            @Means("The backup that made it; none if it came with a repository")
                    Optional<Long> backup,
            boolean incremental,
            String consistency,
            @Means("Bytes of its layers") long layerBytes,
            List<PointDisk> disks) {
        static Point of(PointView point) {
            return new Point(
                    point.id(),
                    point.repository(),
                    point.vcenter(),
                    point.vmName(),
                    point.vmUuid(),
                    point.created(),
                    point.run(),
                    point.incremental(),
                    point.consistency(),
                    point.layerBytes(),
                    point.disks().stream()
                            .map(disk ->
                                    new PointDisk(
                                            disk.key(),
                                            disk.label(),
                                            disk.capacityBytes(),
                                            disk.layer(),
                                            disk.layerBytes(),
                                            disk.parent()))
                            .toList());
        }
    }

    /// A disk of a restore point.
    public record PointDisk(
            int key,
            String label,
            long capacityBytes,
            @Means("Path of its QCOW2 file") String layer,
            long layerBytes,
            @Means("Id of the restore point it builds on; none for a full one")
                    Optional<String> parent) {}

    /// By name.
    public record Repositories(List<Repository> repositories) {}

    /// A repository.
    public record Repository(
            String name,
            String path,
            boolean isDefault,
            @Means("Of its file system; none where it cannot be reached") Optional<Long> freeBytes,
            Optional<Long> totalBytes,
            int points,
            int vms,
            long storedBytes,
            Optional<Problem> problem) {
        static Repository of(RepositoryView view) {
            return new Repository(
                    view.name(),
                    view.path(),
                    view.isDefault(),
                    view.reachable() ? Optional.of(view.freeBytes()) : Optional.empty(),
                    view.reachable() ? Optional.of(view.totalBytes()) : Optional.empty(),
                    view.points(),
                    view.vms(),
                    view.storedBytes(),
                    view.problem());
        }
    }

    /// By name.
    public record Jobs(List<Job> jobs) {}

    /// A job.
    public record Job(
            long id,
            String name,
            boolean enabled,
            @Means("When it runs by itself; none if it does not") Optional<Instant> nextRun,
            Optional<JobRun> lastRun) {
        static Job of(JobView job) {
            return new Job(
                    job.id().value(),
                    job.definition().name(),
                    job.enabled(),
                    job.nextRun(),
                    job.lastRun()
                            .map(run ->
                                    new JobRun(
                                            run.id().value(),
                                            run.state().name(),
                                            run.started(),
                                            run.ended())));
        }
    }

    /// One execution of a job.
    public record JobRun(long id, String state, Instant started, Optional<Instant> ended) {}

    /// An execution that was begun.
    public record JobStarted(@Means("Number of the execution") long id) {}

    /// By name.
    public record Nodes(List<Node> nodes) {}

    /// A node, as far as the engine knows it now: none is connected to for the answer.
    public record Node(
            String name,
            @Means("USER@HOST:PORT of its SSH server") String ssh,
            NodeState state,
            @Means("Of the program there, as it said last") Optional<String> version,
            @Means("Why there is no tunnel") Optional<Problem> problem,
            @Means("Disks that it reads now") int transfers) {
        static Node of(NodeView node) {
            return new Node(
                    node.name(),
                    node.ssh(),
                    node.state(),
                    node.version(),
                    node.problem(),
                    node.transfers().size());
        }
    }

    /// Which program it is.
    public record Version(String version, String commit) {}

    /// That it works.
    public record Health(@Means("ok") String status) {}
}

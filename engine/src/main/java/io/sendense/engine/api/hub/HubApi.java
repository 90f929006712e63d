package io.sendense.engine.api.hub;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.Engine;
import io.sendense.engine.api.rest.Api;
import io.sendense.engine.api.rest.Call;
import io.sendense.engine.api.rest.Route;
import io.sendense.engine.job.JobId;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.List;

/// The routes of the hub over an engine. Thread-safe.
public final class HubApi {
    /// Version of the interface.
    private static final String VERSION = "1";

    private static final int NEWEST = 200;
    private static final String BACKUP = "/api/v1/backups/{id}";
    private static final String ID = "id";
    private static final String NUMBER = "Number of the backup.";
    private static final int ACCEPTED = 202;

    private final Engine engine;
    private final HubMetrics metrics;

    private HubApi(Engine engine, HubMetrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    /// The table of routes over an engine.
    ///
    /// @param metrics of the same engine; closed by the caller
    public static Api of(Engine engine, HubMetrics metrics) {
        HubApi hub = new HubApi(engine, metrics);
        return new Api(
                "Sendense hub",
                VERSION,
                "The backup engine for scripts. Every request needs the token of the hub's token file."
                        + " Sizes are in bytes, times in UTC.",
                hub.routes());
    }

    private List<Route> routes() {
        return List.of(
                Route.post("/api/v1/backups", "Starts a backup of a VM")
                        .mayFail(
                                ProblemCode.VM_UNKNOWN,
                                ProblemCode.VM_AMBIGUOUS,
                                ProblemCode.VM_BUSY,
                                ProblemCode.VCENTER_UNKNOWN,
                                ProblemCode.VCENTER_UNREACHABLE,
                                ProblemCode.REPOSITORY_UNKNOWN,
                                ProblemCode.REPOSITORY_READ_ONLY,
                                ProblemCode.NODE_UNKNOWN)
                        .takes(NewBackup.class)
                        .answers(ACCEPTED, Backup.class, (call, wanted) -> start(wanted)),
                Route.get("/api/v1/backups", "The newest backups, living ones included")
                        .answers(
                                Backup.Listed.class,
                                call ->
                                        new Backup.Listed(
                                                engine.runs(NEWEST).stream()
                                                        .map(Backup::of)
                                                        .toList())),
                Route.get(BACKUP, "A backup with the progress of each disk")
                        .path(ID, NUMBER)
                        .mayFail(ProblemCode.RUN_UNKNOWN)
                        .answers(Backup.class, call -> Backup.of(engine.run(run(call)))),
                Route.post(BACKUP + "/cancel", "Asks a backup to stop")
                        .path(ID, NUMBER)
                        .mayFail(ProblemCode.RUN_UNKNOWN, ProblemCode.RUN_NOT_ACTIVE)
                        .answers(ACCEPTED, Backup.class, this::cancel),
                Route.get(BACKUP + "/events", "What happens in a backup, until it has ended")
                        .path(ID, NUMBER)
                        .mayFail(ProblemCode.RUN_UNKNOWN)
                        .tells(
                                BackupNews.class,
                                call -> BackupWatch.begin(engine, run(call), call)),
                Route.get("/api/v1/vms", "The VMs of a vCenter")
                        .query("vcenter", "Name of the vCenter.")
                        .mayFail(ProblemCode.VCENTER_UNKNOWN, ProblemCode.VCENTER_UNREACHABLE)
                        .answers(Listed.Vms.class, call -> vms(call.required("vcenter"))),
                Route.get("/api/v1/points", "All restore points")
                        .answers(
                                Listed.Points.class,
                                call ->
                                        new Listed.Points(
                                                engine.points().stream()
                                                        .map(Listed.Point::of)
                                                        .toList())),
                Route.get("/api/v1/repositories", "All repositories")
                        .answers(
                                Listed.Repositories.class,
                                call ->
                                        new Listed.Repositories(
                                                engine.repositories().stream()
                                                        .map(Listed.Repository::of)
                                                        .toList())),
                Route.get("/api/v1/jobs", "All jobs")
                        .answers(
                                Listed.Jobs.class,
                                call ->
                                        new Listed.Jobs(
                                                engine.jobs().list().stream()
                                                        .map(Listed.Job::of)
                                                        .toList())),
                Route.post("/api/v1/jobs/{id}/run", "Runs a job now")
                        .path(ID, "Number of the job.")
                        .mayFail(ProblemCode.JOB_UNKNOWN, ProblemCode.JOB_BUSY)
                        .answers(
                                ACCEPTED,
                                Listed.JobStarted.class,
                                call ->
                                        new Listed.JobStarted(
                                                engine.jobs()
                                                        .run(new JobId(call.number(ID)))
                                                        .value())),
                Route.get("/api/v1/nodes", "All nodes")
                        .answers(
                                Listed.Nodes.class,
                                call ->
                                        new Listed.Nodes(
                                                engine.nodes().list().stream()
                                                        .map(Listed.Node::of)
                                                        .toList())),
                Route.get("/api/v1/metrics", "What Prometheus reads")
                        .says(HubMetrics.MEDIA_TYPE, call -> metrics.text()),
                Route.get("/api/v1/version", "Which program it is")
                        .answers(Listed.Version.class, call -> version()),
                Route.get("/api/v1/health", "Whether the engine answers")
                        .answers(Listed.Health.class, call -> health()));
    }

    private Backup start(NewBackup wanted) throws EngineException, InterruptedException {
        if (wanted.via().isPresent()) {
            requireNode(wanted.via().get());
        }
        VmSummary vm =
                new VmName(wanted.vm()).find(engine.inventory(wanted.vcenter()), wanted.vcenter());
        BackupOptions usual = BackupOptions.usual().via(wanted.via());
        RunId run =
                engine.startBackup(
                        new BackupRequest(
                                wanted.vcenter(),
                                vm.id(),
                                wanted.repository(),
                                wanted.type() == BackupType.FULL ? usual.inFull() : usual));
        return Backup.of(engine.run(run));
    }

    /// Refused here, before a run is begun that cannot work.
    private void requireNode(String name) throws EngineException, InterruptedException {
        if (engine.nodes().list().stream().noneMatch(node -> node.name().equals(name))) {
            throw Problem.of(ProblemCode.NODE_UNKNOWN).with("name", name).toException();
        }
    }

    private Backup cancel(Call call) throws EngineException, InterruptedException {
        RunId run = run(call);
        // A run that is not there is told from one that has ended.
        engine.run(run);
        engine.cancelRun(run);
        return Backup.of(engine.run(run));
    }

    private static RunId run(Call call) throws EngineException {
        long number = call.number(ID);
        if (number == 0) {
            throw Problem.of(ProblemCode.RUN_UNKNOWN).withCount("run", number).toException();
        }
        return new RunId(number);
    }

    private Listed.Vms vms(String vcenter) throws EngineException, InterruptedException {
        return new Listed.Vms(
                vcenter, engine.inventory(vcenter).vms().stream().map(Listed.Vm::of).toList());
    }

    private Listed.Version version() {
        ProgramVersion version = engine.version();
        return new Listed.Version(version.version(), version.commit());
    }

    /// Asks the catalog, so that it is more than a server that answers.
    private Listed.Health health() throws EngineException, InterruptedException {
        engine.runs(1);
        return new Listed.Health("ok");
    }
}

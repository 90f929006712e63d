package io.sendense.engine.api.control;

import io.sendense.engine.AddedRepository;
import io.sendense.engine.BackupRequest;
import io.sendense.engine.Engine;
import io.sendense.engine.EngineListener;
import io.sendense.engine.ExportRequest;
import io.sendense.engine.FillSample;
import io.sendense.engine.Jobs;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.Nodes;
import io.sendense.engine.PointView;
import io.sendense.engine.RepositoryCheck;
import io.sendense.engine.RepositoryTarget;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.ServerCertificate;
import io.sendense.engine.TransferLimits;
import io.sendense.engine.VCenter;
import io.sendense.engine.VerifyView;
import io.sendense.engine.concern.Concern;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.restore.RestorePlan;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServedPoint;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualMachine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The engine of another process. Every call is its counterpart there; `close` only leaves.
///
/// Thread-safe. When the connection is lost, calls end with `ENGINE-ELSEWHERE-UNREACHABLE` and
/// listeners hear `disconnected`. An interrupted call is cancelled there too.
public final class SocketEngine implements Engine {
    private final RemoteConnection connection;
    private final SocketJobs jobs;
    private final SocketNodes nodes;

    SocketEngine(RemoteConnection connection) {
        this.connection = connection;
        this.jobs = new SocketJobs(connection);
        this.nodes = new SocketNodes(connection);
    }

    @Override
    public ProgramVersion version() {
        return connection.version();
    }

    @Override
    public List<VCenter> vcenters() throws EngineException, InterruptedException {
        return list("vcenters", VCenter.class);
    }

    @Override
    public ServerCertificate certificate(String url) throws EngineException, InterruptedException {
        return call("certificate", Map.of("url", url), ServerCertificate.class);
    }

    @Override
    public VCenter addVCenter(NewVCenter vcenter) throws EngineException, InterruptedException {
        return call("addVCenter", Map.of("vcenter", vcenter), VCenter.class);
    }

    @Override
    public About testVCenter(String name) throws EngineException, InterruptedException {
        return call("testVCenter", Map.of("name", name), About.class);
    }

    @Override
    public void removeVCenter(String name) throws EngineException, InterruptedException {
        connection.call("removeVCenter", Map.of("name", name), Progress.NONE);
    }

    @Override
    public Inventory inventory(String vcenter) throws EngineException, InterruptedException {
        return call("inventory", Map.of("vcenter", vcenter), Inventory.class);
    }

    @Override
    public VirtualMachine vm(String vcenter, ObjectId vm)
            throws EngineException, InterruptedException {
        return call("vm", Map.of("vcenter", vcenter, "vm", vm), VirtualMachine.class);
    }

    @Override
    public List<Concern> concerns(String vcenter, ObjectId vm, BackupOptions options)
            throws EngineException, InterruptedException {
        return ControlJson.list(
                connection.call(
                        "concerns",
                        Map.of("vcenter", vcenter, "vm", vm, "options", options),
                        Progress.NONE),
                Concern.class);
    }

    @Override
    public List<RepositoryView> repositories() throws EngineException, InterruptedException {
        return list("repositories", RepositoryView.class);
    }

    @Override
    public AddedRepository addRepository(String name, Path folder, TargetServer target)
            throws EngineException, InterruptedException {
        return call(
                "addRepository",
                Map.of("name", name, "folder", folder, "target", target),
                AddedRepository.class);
    }

    @Override
    public RepositoryTarget setRepositoryTarget(String name, TargetServer target)
            throws EngineException, InterruptedException {
        return call(
                "setRepositoryTarget",
                Map.of("name", name, "target", target),
                RepositoryTarget.class);
    }

    @Override
    public AddedRepository importRepository(String name, Path folder)
            throws EngineException, InterruptedException {
        return call(
                "importRepository", Map.of("name", name, "folder", folder), AddedRepository.class);
    }

    @Override
    public RepositoryCheck checkRepository(String name, boolean readData, Progress progress)
            throws EngineException, InterruptedException {
        return ControlJson.value(
                connection.call(
                        "checkRepository", Map.of("name", name, "readData", readData), progress),
                RepositoryCheck.class);
    }

    @Override
    public void removeRepository(String name) throws EngineException, InterruptedException {
        connection.call("removeRepository", Map.of("name", name), Progress.NONE);
    }

    @Override
    public void setDefaultRepository(String name) throws EngineException, InterruptedException {
        connection.call("setDefaultRepository", Map.of("name", name), Progress.NONE);
    }

    @Override
    public List<FillSample> repositoryFill(String name)
            throws EngineException, InterruptedException {
        return ControlJson.list(
                connection.call("repositoryFill", Map.of("name", name), Progress.NONE),
                FillSample.class);
    }

    @Override
    public ServedPoint serve(ServeRequest request) throws EngineException, InterruptedException {
        return call("serve", Map.of("request", request), ServedPoint.class);
    }

    @Override
    public List<ServedPoint> served() throws EngineException, InterruptedException {
        return list("served", ServedPoint.class);
    }

    @Override
    public void stopServing(long id) throws EngineException, InterruptedException {
        connection.call("stopServing", Map.of("id", id), Progress.NONE);
    }

    @Override
    public RunId startBackup(BackupRequest request) throws EngineException, InterruptedException {
        return call("startBackup", Map.of("request", request), RunId.class);
    }

    @Override
    public List<RunView> runs(int atMost) throws EngineException, InterruptedException {
        return ControlJson.list(
                connection.call("runs", Map.of("atMost", atMost), Progress.NONE), RunView.class);
    }

    @Override
    public RunView run(RunId id) throws EngineException, InterruptedException {
        return call("run", Map.of("id", id), RunView.class);
    }

    @Override
    public List<RunEvent> events(RunId run, long after)
            throws EngineException, InterruptedException {
        return ControlJson.list(
                connection.call("events", Map.of("run", run, "after", after), Progress.NONE),
                RunEvent.class);
    }

    @Override
    public void cancelRun(RunId id) throws EngineException, InterruptedException {
        connection.call("cancelRun", Map.of("id", id), Progress.NONE);
    }

    @Override
    public void limitRun(RunId id, Bandwidth bandwidth)
            throws EngineException, InterruptedException {
        connection.call("limitRun", Map.of("id", id, "bandwidth", bandwidth), Progress.NONE);
    }

    @Override
    public void retryDisks(RunId id) throws EngineException, InterruptedException {
        connection.call("retryDisks", Map.of("id", id), Progress.NONE);
    }

    @Override
    public List<RateSample> rates(RunId id) throws EngineException, InterruptedException {
        return ControlJson.list(
                connection.call("rates", Map.of("id", id), Progress.NONE), RateSample.class);
    }

    @Override
    public TransferLimits limits() throws EngineException, InterruptedException {
        return call("limits", Map.of(), TransferLimits.class);
    }

    @Override
    public void setLimits(TransferLimits limits) throws EngineException, InterruptedException {
        connection.call("setLimits", Map.of("limits", limits), Progress.NONE);
    }

    @Override
    public RunView awaitRun(RunId id) throws EngineException, InterruptedException {
        return call("awaitRun", Map.of("id", id), RunView.class);
    }

    @Override
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public Nodes nodes() {
        return nodes;
    }

    @Override
    public void runSchedules() throws EngineException, InterruptedException {
        connection.call("runSchedules", Map.of(), Progress.NONE);
    }

    @Override
    public List<PointView> points() throws EngineException, InterruptedException {
        return list("points", PointView.class);
    }

    @Override
    public RestorePlan restorePlan(String point) throws EngineException, InterruptedException {
        return call("restorePlan", Map.of("point", point), RestorePlan.class);
    }

    @Override
    public VerifyView verify(String point, Progress progress)
            throws EngineException, InterruptedException {
        return ControlJson.value(
                connection.call("verify", Map.of("point", point), progress), VerifyView.class);
    }

    @Override
    public long export(ExportRequest request, Progress progress)
            throws EngineException, InterruptedException {
        return ControlJson.value(
                connection.call("export", Map.of("request", request), progress), Long.class);
    }

    @Override
    public Subscription subscribe(EngineListener listener)
            throws EngineException, InterruptedException {
        return connection.subscribe(listener);
    }

    /// Has this process's window known there, as long as the answer is open.
    ///
    /// @param raise brings the window to the front; called on a thread of this connection
    Subscription offerWindow(Runnable raise) throws EngineException, InterruptedException {
        return connection.offerWindow(raise);
    }

    /// Brings a console's window to the front, if there is one on that engine.
    boolean raiseWindow() throws EngineException, InterruptedException {
        return call("raiseWindow", Map.of(), Boolean.class);
    }

    private <T> T call(String name, Map<String, ?> arguments, Class<T> type)
            throws EngineException, InterruptedException {
        return ControlJson.value(connection.call(name, arguments, Progress.NONE), type);
    }

    private <T> List<T> list(String name, Class<T> type)
            throws EngineException, InterruptedException {
        return ControlJson.list(connection.call(name, Map.of(), Progress.NONE), type);
    }

    @Override
    public void close() {
        connection.close();
    }
}

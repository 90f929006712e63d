package io.sendense.ui;

import io.sendense.engine.AddedRepository;
import io.sendense.engine.ExportRequest;
import io.sendense.engine.FakeNodes;
import io.sendense.engine.FillSample;
import io.sendense.engine.PointCheck;
import io.sendense.engine.PointView;
import io.sendense.engine.RepositoryCheck;
import io.sendense.engine.RepositoryTarget;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.VerifyView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServedDisk;
import io.sendense.engine.serve.ServedPoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/// Repositories, restore points and what is done with them, in memory. Long calls wait in their
/// middle for as long as their gate is closed. Thread-safe.
public final class FakeStore {
    private static final long GIB = SampleInventory.GIB;

    private final Map<String, RepositoryView> repositories = new LinkedHashMap<>();
    private final Map<String, List<FillSample>> fills = new HashMap<>();
    private final List<PointView> points = new ArrayList<>();
    private final Map<Long, ServedPoint> served = new LinkedHashMap<>();
    private final Map<String, Problem> damaged = new HashMap<>();
    private final List<ExportRequest> exports = new ArrayList<>();
    private final FakeNodes nodes = new FakeNodes();
    private final Supplier<Instant> clock;
    private Optional<Problem> refusal = Optional.empty();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private long last;

    FakeStore(Supplier<Instant> clock) {
        this.clock = clock;
        put(
                new RepositoryView(
                        "default",
                        "/srv/backup",
                        "repo-1",
                        true,
                        862 * GIB,
                        2048 * GIB,
                        0,
                        0,
                        0,
                        Optional.empty()));
    }

    public FakeNodes nodes() {
        return nodes;
    }

    /// From now on long calls stop in their middle, until `open`.
    public void close() {
        gate = new CountDownLatch(1);
    }

    public void open() {
        gate.countDown();
    }

    /// What the next call that changes something ends with.
    public synchronized void refuse(Problem why) {
        refusal = Optional.of(why);
    }

    private void requireAllowed() throws EngineException {
        Optional<Problem> why = refusal;
        refusal = Optional.empty();
        if (why.isPresent()) {
            throw why.get().toException();
        }
    }

    public synchronized void put(RepositoryView view) {
        repositories.put(view.name(), view);
    }

    public synchronized void fill(String repository, List<FillSample> samples) {
        fills.put(repository, samples);
    }

    /// Keeps the restore point of a run that ended well.
    synchronized void keep(String point, RunView run) {
        put(
                new PointView(
                        point,
                        "default",
                        run.vcenter(),
                        run.vmName(),
                        run.vmUuid(),
                        run.started(),
                        Optional.of(run.id().value()),
                        run.disks().stream()
                                .anyMatch(disk ->
                                        disk.mode().equals(Optional.of(ReadMode.INCREMENTAL))),
                        "CRASH",
                        run.doneBytes() / 2,
                        "/srv/backup/" + point,
                        List.of(),
                        Optional.empty()));
    }

    /// Adds a point as the newest.
    public synchronized void put(PointView point) {
        points.addFirst(point);
    }

    /// Adds points, newest first, as the newest.
    public synchronized void put(List<PointView> newest) {
        points.addAll(0, newest);
    }

    /// What a verification of this point finds from now on.
    public synchronized void damage(String point, Problem what) {
        damaged.put(point, what);
    }

    public synchronized List<ExportRequest> exports() {
        return List.copyOf(exports);
    }

    synchronized List<PointView> points() {
        return List.copyOf(points);
    }

    synchronized List<RepositoryView> repositories() {
        return List.copyOf(repositories.values());
    }

    private RepositoryView known(String name) throws EngineException {
        RepositoryView view = repositories.get(name);
        if (view == null) {
            throw Problem.of(ProblemCode.REPOSITORY_UNKNOWN).with("name", name).toException();
        }
        return view;
    }

    synchronized RepositoryTarget target(String name, TargetServer target) throws EngineException {
        requireAllowed();
        put(known(name).withTarget(target));
        boolean embedded = target == TargetServer.EMBEDDED;
        return new RepositoryTarget(
                name,
                target,
                embedded ? Optional.empty() : Optional.of("/usr/bin/qemu-nbd"),
                embedded ? Optional.empty() : Optional.of("7.2.22"));
    }

    synchronized AddedRepository add(String name, Path folder, TargetServer target)
            throws EngineException {
        requireAllowed();
        RepositoryView view =
                new RepositoryView(
                        name,
                        folder.toString(),
                        "repo-" + (repositories.size() + 1),
                        false,
                        3 * 1024 * GIB,
                        4 * 1024 * GIB,
                        0,
                        0,
                        0,
                        target,
                        Optional.empty());
        put(view);
        return new AddedRepository(view, true, 0, 0);
    }

    RepositoryCheck check(String name, boolean readData, Progress progress)
            throws EngineException, InterruptedException {
        int count;
        synchronized (this) {
            requireAllowed();
            count = known(name).points();
        }
        work(name, readData ? 96 * GIB : count, progress);
        synchronized (this) {
            List<Problem> problems = List.copyOf(damaged.values());
            return new RepositoryCheck(
                    name, count, problems.size(), readData ? 96 * GIB : 0, problems);
        }
    }

    synchronized void remove(String name) throws EngineException {
        requireAllowed();
        known(name);
        repositories.remove(name);
    }

    synchronized void makeDefault(String name) throws EngineException {
        known(name);
        repositories.replaceAll((_, view) -> marked(view, view.name().equals(name)));
    }

    private static RepositoryView marked(RepositoryView view, boolean isDefault) {
        return new RepositoryView(
                view.name(),
                view.path(),
                view.id(),
                isDefault,
                view.freeBytes(),
                view.totalBytes(),
                view.points(),
                view.vms(),
                view.storedBytes(),
                view.problem());
    }

    synchronized List<FillSample> fill(String name) {
        return fills.getOrDefault(name, List.of());
    }

    VerifyView verify(String id, Progress progress) throws EngineException, InterruptedException {
        synchronized (this) {
            requireAllowed();
        }
        work("Hard disk 1", 96 * GIB, progress);
        synchronized (this) {
            Optional<Problem> found = Optional.ofNullable(damaged.get(id));
            PointCheck check =
                    new PointCheck(
                            clock.get(),
                            found.isEmpty(),
                            96 * GIB,
                            found.map(List::of).orElse(List.of()));
            points.replaceAll(point -> point.id().equals(id) ? checked(point, check) : point);
            return new VerifyView(
                    id,
                    check.sound(),
                    check.checkedBytes(),
                    found.map(problem ->
                                    List.of(
                                            new VerifyView.Finding(
                                                    "BadChecksum",
                                                    2000,
                                                    problem.arguments().toString())))
                            .orElse(List.of()));
        }
    }

    private static PointView checked(PointView point, PointCheck check) {
        return new PointView(
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
                point.folder(),
                point.disks(),
                Optional.of(check));
    }

    long export(ExportRequest request, Progress progress)
            throws EngineException, InterruptedException {
        synchronized (this) {
            requireAllowed();
            exports.add(request);
        }
        work("Hard disk 1", 102 * GIB, progress);
        return 102 * GIB;
    }

    private void work(String what, long total, Progress progress) throws InterruptedException {
        progress.at(what, 0, total);
        progress.at(what, total * 2 / 5, total);
        gate.await();
        progress.at(what, total, total);
    }

    synchronized ServedPoint serve(ServeRequest request) throws EngineException {
        requireAllowed();
        PointView point =
                points.stream()
                        .filter(each -> each.id().equals(request.point()))
                        .findFirst()
                        .orElseThrow();
        long id = ++last;
        String place =
                request.place().socket().map(Path::toString).orElse("127.0.0.1:" + (43_500 + id));
        ServedPoint view =
                new ServedPoint(
                        id,
                        point.id(),
                        point.repository(),
                        point.vmName(),
                        point.created(),
                        clock.get(),
                        place,
                        request.place().network(),
                        false,
                        point.disks().stream()
                                .map(disk -> served(point.id(), disk, place))
                                .toList());
        served.put(id, view);
        return view;
    }

    private static ServedDisk served(String point, PointView.PointDiskView disk, String place) {
        String export = point + "-disk-" + disk.key();
        return new ServedDisk(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                export,
                "nbd://" + place + "/" + export,
                0,
                Optional.empty());
    }

    synchronized List<ServedPoint> served() {
        return List.copyOf(served.values());
    }

    synchronized void stop(long id) throws EngineException {
        if (served.remove(id) == null) {
            throw Problem.of(ProblemCode.SERVE_UNKNOWN).withCount("id", id).toException();
        }
    }
}

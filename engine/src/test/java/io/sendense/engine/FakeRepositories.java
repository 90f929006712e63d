package io.sendense.engine;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServedDisk;
import io.sendense.engine.serve.ServedPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Repositories and served points without files and sockets. Thread-safe.
final class FakeRepositories {
    private final Map<String, RepositoryView> repositories = new LinkedHashMap<>();
    private final Map<Long, ServedPoint> served = new LinkedHashMap<>();
    private long last;

    FakeRepositories() {
        SampleViews.repositories().forEach(view -> repositories.put(view.name(), view));
    }

    synchronized List<RepositoryView> list() {
        return List.copyOf(repositories.values());
    }

    private RepositoryView known(String name) throws EngineException {
        RepositoryView view = repositories.get(name);
        if (view == null) {
            throw Problem.of(ProblemCode.REPOSITORY_UNKNOWN).with("name", name).toException();
        }
        return view;
    }

    synchronized RepositoryView find(String name) throws EngineException {
        return known(name);
    }

    synchronized AddedRepository add(String name, Path folder, boolean made)
            throws EngineException {
        if (repositories.containsKey(name)) {
            throw Problem.of(ProblemCode.REPOSITORY_NAME_TAKEN)
                    .with("name", name)
                    .with("path", repositories.get(name).path())
                    .toException();
        }
        RepositoryView view =
                new RepositoryView(
                        name,
                        folder.toString(),
                        "repo-" + name,
                        false,
                        1L << 41,
                        1L << 42,
                        0,
                        0,
                        0,
                        Optional.empty());
        repositories.put(name, view);
        return new AddedRepository(view, made, made ? 0 : 7, made ? 0 : 1);
    }

    synchronized void remove(String name) throws EngineException {
        if (known(name).isDefault()) {
            throw Problem.of(ProblemCode.REPOSITORY_IS_DEFAULT).with("name", name).toException();
        }
        repositories.remove(name);
    }

    synchronized RepositoryTarget target(String name, TargetServer target) throws EngineException {
        repositories.put(name, known(name).withTarget(target));
        boolean embedded = target == TargetServer.EMBEDDED;
        return new RepositoryTarget(
                name,
                target,
                embedded ? Optional.empty() : Optional.of("/usr/bin/qemu-nbd"),
                embedded ? Optional.empty() : Optional.of("7.2.22"));
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

    synchronized ServedPoint serve(PointView point, ServeRequest request) {
        String place = request.place().toString();
        List<ServedDisk> disks = new ArrayList<>();
        for (PointView.PointDiskView disk : point.disks()) {
            String export = point.id() + "-disk-" + disk.key();
            disks.add(
                    new ServedDisk(
                            disk.key(),
                            disk.label(),
                            disk.capacityBytes(),
                            export,
                            "nbd://" + place + "/" + export,
                            0,
                            Optional.empty()));
        }
        ServedPoint view =
                new ServedPoint(
                        ++last,
                        point.id(),
                        point.repository(),
                        point.vmName(),
                        point.created(),
                        SampleViews.TIME,
                        place,
                        request.place().network(),
                        request.tls().isPresent(),
                        disks);
        served.put(last, view);
        return view;
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

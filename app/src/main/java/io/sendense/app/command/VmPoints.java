package io.sendense.app.command;

import io.sendense.engine.Engine;
import io.sendense.engine.PointView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The restore points of one VM, named as everywhere: by its name where that is unique, else
/// `moref:vm-42` or `uuid:...`. Immutable.
///
/// No vCenter is asked: points outlive it. A managed object id is known from the runs.
record VmPoints(String vm) {
    private static final String MOREF = "moref:";
    private static final String UUID = "uuid:";

    /// Those of `points` that are the VM's, under whatever name it had.
    ///
    /// @param points newest first
    /// @throws EngineException `VM-AMBIGUOUS`, which lists the candidates
    List<PointView> among(List<PointView> points, Engine engine)
            throws EngineException, InterruptedException {
        TreeSet<String> uuids = uuids(points, engine);
        if (uuids.size() > 1) {
            throw Problem.of(ProblemCode.VM_AMBIGUOUS)
                    .with("vm", vm)
                    .with(
                            "candidates",
                            uuids.stream()
                                    .map(uuid -> UUID + uuid)
                                    .collect(Collectors.joining(", ")))
                    .toException();
        }
        return points.stream().filter(point -> uuids.contains(point.vmUuid())).toList();
    }

    private TreeSet<String> uuids(List<PointView> points, Engine engine)
            throws EngineException, InterruptedException {
        TreeSet<String> uuids = new TreeSet<>();
        if (vm.startsWith(UUID)) {
            uuids.add(vm.substring(UUID.length()).toLowerCase(Locale.ROOT));
        } else if (vm.startsWith(MOREF)) {
            String id = vm.substring(MOREF.length());
            for (Map.Entry<String, Long> newest : newestRuns(points).entrySet()) {
                if (engine.run(new RunId(newest.getValue())).vmId().equals(id)) {
                    uuids.add(newest.getKey());
                }
            }
        } else {
            points.stream()
                    .filter(point -> point.vmName().equals(vm))
                    .forEach(point -> uuids.add(point.vmUuid()));
        }
        return uuids;
    }

    /// The newest run of each VM that has points, by the VM's UUID.
    private static Map<String, Long> newestRuns(List<PointView> points) {
        Map<String, Long> runs = new LinkedHashMap<>();
        for (PointView point : points) {
            Optional<Long> run = point.run();
            if (run.isPresent()) {
                runs.putIfAbsent(point.vmUuid(), run.get());
            }
        }
        return runs;
    }
}

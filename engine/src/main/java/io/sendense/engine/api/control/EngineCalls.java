package io.sendense.engine.api.control;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.Engine;
import io.sendense.engine.ExportRequest;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.TransferLimits;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.source.inventory.ObjectId;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/// Makes the calls that lines ask for: names and arguments are those of `Engine`, whose methods
/// stand here in their order. `subscribe` is the connection's own. Thread-safe.
final class EngineCalls {
    private final Engine engine;

    EngineCalls(Engine engine) {
        this.engine = engine;
    }

    /// Makes one call and waits for it.
    ///
    /// @return what it returned; `true` for nothing
    /// @throws IllegalArgumentException there is no such call, or its arguments are wrong
    Object make(String call, JsonNode arguments, Progress progress)
            throws EngineException, InterruptedException {
        return switch (call) {
            case "version" -> engine.version();
            case "vcenters" -> engine.vcenters();
            case "certificate" -> engine.certificate(text(arguments, "url"));
            case "addVCenter" -> {
                NewVCenter vcenter = value(arguments, "vcenter", NewVCenter.class);
                try (var _ = vcenter.password()) {
                    yield engine.addVCenter(vcenter);
                }
            }
            case "testVCenter" -> engine.testVCenter(text(arguments, "name"));
            case "removeVCenter" -> {
                engine.removeVCenter(text(arguments, "name"));
                yield true;
            }
            case "inventory" -> engine.inventory(text(arguments, "vcenter"));
            case "vm" ->
                    engine.vm(text(arguments, "vcenter"), value(arguments, "vm", ObjectId.class));
            case "concerns" ->
                    engine.concerns(
                            text(arguments, "vcenter"),
                            value(arguments, "vm", ObjectId.class),
                            value(arguments, "options", BackupOptions.class));
            case "repositories" -> engine.repositories();
            case "addRepository" ->
                    engine.addRepository(
                            text(arguments, "name"),
                            path(arguments, "folder"),
                            TargetServer.valueOf(text(arguments, "target")));
            case "setRepositoryTarget" ->
                    engine.setRepositoryTarget(
                            text(arguments, "name"),
                            TargetServer.valueOf(text(arguments, "target")));
            case "importRepository" ->
                    engine.importRepository(text(arguments, "name"), path(arguments, "folder"));
            case "checkRepository" ->
                    engine.checkRepository(
                            text(arguments, "name"),
                            value(arguments, "readData", Boolean.class),
                            progress);
            case "removeRepository" -> {
                engine.removeRepository(text(arguments, "name"));
                yield true;
            }
            case "setDefaultRepository" -> {
                engine.setDefaultRepository(text(arguments, "name"));
                yield true;
            }
            case "repositoryFill" -> engine.repositoryFill(text(arguments, "name"));
            case "serve" -> engine.serve(value(arguments, "request", ServeRequest.class));
            case "served" -> engine.served();
            case "stopServing" -> {
                engine.stopServing(value(arguments, "id", Long.class));
                yield true;
            }
            case "startBackup" ->
                    engine.startBackup(value(arguments, "request", BackupRequest.class));
            case "runs" -> engine.runs(value(arguments, "atMost", Integer.class));
            case "run" -> engine.run(runId(arguments, "id"));
            case "events" ->
                    engine.events(runId(arguments, "run"), value(arguments, "after", Long.class));
            case "cancelRun" -> {
                engine.cancelRun(runId(arguments, "id"));
                yield true;
            }
            case "limitRun" -> {
                engine.limitRun(
                        runId(arguments, "id"), value(arguments, "bandwidth", Bandwidth.class));
                yield true;
            }
            case "retryDisks" -> {
                engine.retryDisks(runId(arguments, "id"));
                yield true;
            }
            case "rates" -> engine.rates(runId(arguments, "id"));
            case "limits" -> engine.limits();
            case "setLimits" -> {
                engine.setLimits(value(arguments, "limits", TransferLimits.class));
                yield true;
            }
            case "awaitRun" -> engine.awaitRun(runId(arguments, "id"));
            case "runSchedules" -> {
                engine.runSchedules();
                yield true;
            }
            case "points" -> engine.points();
            case "restorePlan" -> engine.restorePlan(text(arguments, "point"));
            case "verify" -> engine.verify(text(arguments, "point"), progress);
            case "export" ->
                    engine.export(value(arguments, "request", ExportRequest.class), progress);
            default -> {
                if (call.startsWith(NodeCalls.PREFIX)) {
                    yield new NodeCalls(engine.nodes()).make(call, arguments);
                }
                if (!call.startsWith(JobCalls.PREFIX)) {
                    throw new IllegalArgumentException("there is no call '" + call + "'");
                }
                yield new JobCalls(engine.jobs()).make(call, arguments);
            }
        };
    }

    private static Path path(JsonNode arguments, String name) {
        return value(arguments, name, Path.class);
    }

    private static RunId runId(JsonNode arguments, String name) {
        return value(arguments, name, RunId.class);
    }

    private static String text(JsonNode arguments, String name) {
        JsonNode node = arguments.path(name);
        if (!node.isString()) {
            throw new IllegalArgumentException("argument '" + name + "' is missing");
        }
        return node.stringValue();
    }

    static <T> T value(JsonNode arguments, String name, Class<T> type) {
        JsonNode node = arguments.path(name);
        if (node.isMissingNode() || node.isNull()) {
            throw new IllegalArgumentException("argument '" + name + "' is missing");
        }
        return ControlJson.value(node, type);
    }
}

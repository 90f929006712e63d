package io.sendense.engine.api.node;

import io.sendense.engine.api.rest.Answer;
import io.sendense.engine.api.rest.Api;
import io.sendense.engine.api.rest.Call;
import io.sendense.engine.api.rest.EventStream;
import io.sendense.engine.api.rest.Route;
import io.sendense.engine.api.rest.RouteDraft;
import io.sendense.engine.node.protocol.DiscoverRequest;
import io.sendense.engine.node.protocol.Discovery;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.NodeHealth;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.NodeVersion;
import io.sendense.engine.node.protocol.RequestJson;
import io.sendense.engine.node.protocol.StartAnswer;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.node.protocol.SumRecordForm;
import io.sendense.engine.node.reader.NodeReader;
import io.sendense.engine.node.reader.SumStream;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.UnfitException;
import io.sendense.engine.run.ProgramVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The routes of a node. Thread-safe.
final class NodeApi {
    /// A client of a stream hears something at least this often.
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final String JOB = "/api/v1/backup/{id}";
    private static final int ACCEPTED = 202;
    private static final int SUM_BYTES = 64 << 10;

    private final NodeReader node;
    private final ProgramVersion version;

    NodeApi(NodeReader node, ProgramVersion version) {
        this.node = node;
        this.version = version;
    }

    Api api() {
        return new Api(
                "Sendense node",
                "1",
                "Reads frozen disks of VMs near their hosts and pushes them to NBD targets.",
                List.of(
                        health(),
                        version(),
                        start(),
                        status(),
                        events(),
                        sums(),
                        cancel(),
                        discover()));
    }

    private Route health() {
        return Route.get("/api/v1/health", "Whether the node answers, and what it does")
                .answers(NodeHealth.class, _ -> node.health());
    }

    private Route version() {
        NodeVersion answer =
                new NodeVersion(version.version(), version.commit(), NodeVersion.PROTOCOL);
        return Route.get("/api/v1/version", "Which program it is")
                .answers(NodeVersion.class, _ -> answer);
    }

    private Route start() {
        return Route.post("/api/v1/backup/start", "Begins a job, which it does not wait for")
                .mayFail(ProblemCode.NODE_JOB_CONFLICT, ProblemCode.NODE_BUSY)
                .takes(RequestShapes.StartRequest.class, NodeApi::startRequest)
                .answers(ACCEPTED, StartAnswer.class, (_, request) -> node.start(request));
    }

    private Route status() {
        return job(Route.get(JOB, "How a job stands"))
                .answers(JobProgress.class, call -> node.status(id(call)));
    }

    private Route events() {
        return job(Route.get(
                        JOB + "/events",
                        "How it stands whenever that changes: 'progress', at last 'ended'"))
                .tells(JobProgress.class, this::follow);
    }

    private Route sums() {
        return job(Route.get(
                        JOB + "/disks/{key}/sums",
                        "The sums of what was read of a disk, while they are made; once"))
                .path("key", "The disk's device key.")
                .mayFail(ProblemCode.NODE_JOB_DISK_UNKNOWN, ProblemCode.NODE_SUMS_TAKEN)
                .sends(this::take);
    }

    private Route cancel() {
        return job(Route.post(JOB + "/cancel", "Asks a job to stop, and does not wait for it"))
                .answers(ACCEPTED, JobProgress.class, call -> node.cancel(id(call)));
    }

    private Route discover() {
        return Route.post("/api/v1/discover", "The VMs of a vCenter and their disks")
                .mayFail(
                        ProblemCode.VCENTER_UNREACHABLE,
                        ProblemCode.VCENTER_LOGIN_REFUSED,
                        ProblemCode.VCENTER_CERTIFICATE_MISMATCH,
                        ProblemCode.VM_UNKNOWN)
                .takes(RequestShapes.DiscoverRequest.class, NodeApi::discoverRequest)
                .answers(200, Discovery.class, (_, request) -> node.discover(request));
    }

    private static RouteDraft job(RouteDraft draft) {
        return draft.path("id", "The job's id.").mayFail(ProblemCode.NODE_JOB_UNKNOWN);
    }

    /// The body holds a password, and is wiped.
    private static StartRequest startRequest(Call call) throws EngineException {
        byte[] json = call.json();
        try {
            return RequestJson.start(json);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private static DiscoverRequest discoverRequest(Call call) throws EngineException {
        byte[] json = call.json();
        try {
            return RequestJson.discover(json);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private static NodeJobId id(Call call) throws EngineException {
        try {
            return new NodeJobId(call.path("id"));
        } catch (UnfitException e) {
            throw Problem.of(ProblemCode.REQUEST_INVALID).because(e).toException(e);
        }
    }

    private Answer.Teller follow(Call call) throws EngineException {
        NodeJobId id = id(call);
        JobProgress first = node.status(id);
        return events -> tell(id, first, events);
    }

    private void tell(NodeJobId id, JobProgress first, EventStream events)
            throws IOException, InterruptedException, EngineException {
        JobProgress told = first;
        while (!told.status().ended()) {
            events.send("progress", told);
            Optional<JobProgress> next = Optional.empty();
            while (next.isEmpty()) {
                next = node.next(id, told, HEARTBEAT);
            }
            told = next.get();
        }
        events.send("ended", told);
    }

    private Answer.Sender take(Call call) throws EngineException {
        NodeJobId id = id(call);
        long key = call.number("key");
        if (key > Integer.MAX_VALUE) {
            throw Problem.of(ProblemCode.NODE_JOB_DISK_UNKNOWN)
                    .with("job", id.value())
                    .with("key", String.valueOf(key))
                    .toException();
        }
        SumStream sums = node.sums(id, (int) key);
        return out -> send(sums, out);
    }

    private static void send(SumStream sums, OutputStream out)
            throws IOException, InterruptedException {
        byte[] bytes = new byte[SUM_BYTES];
        try (sums) {
            for (int count = sums.take(bytes, HEARTBEAT);
                    count >= 0;
                    count = sums.take(bytes, HEARTBEAT)) {
                if (count == 0) {
                    out.write(SumRecordForm.nothing());
                } else {
                    out.write(bytes, 0, count);
                }
                out.flush();
            }
        }
    }
}

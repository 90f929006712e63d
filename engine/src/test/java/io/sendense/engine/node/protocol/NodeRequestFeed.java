package io.sendense.engine.node.protocol;

import io.sendense.engine.fuzz.Feed;
import io.sendense.engine.fuzz.Refusals;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/// A request for a job or a discovery, or a stream of sums.
public final class NodeRequestFeed implements Feed {
    private static final Refusals REFUSALS =
            Refusals.of(
                    List.of(EngineException.class, EOFException.class, SumStreamException.class));
    private static final long CAPACITY = 1L << 40;

    @Override
    public boolean take(byte[] input) throws Exception {
        boolean job = REFUSALS.taken(() -> start(input));
        boolean discovery = REFUSALS.taken(() -> discover(input));
        boolean sums = REFUSALS.taken(() -> sums(input));
        return job || discovery || sums;
    }

    private static void start(byte[] input) throws EngineException {
        StartRequest request;
        try {
            request = RequestJson.start(input);
        } catch (EngineException e) {
            throw known(e);
        }
        StartRequest again = RequestJson.start(RequestWriter.start(request));
        if (!RequestWriter.digest(again).equals(RequestWriter.digest(request))
                || !again.disks().equals(request.disks())) {
            throw new AssertionError("what was written is read as " + again.disks());
        }
        request.disks().forEach(DiskOrder::plan);
    }

    private static void discover(byte[] input) throws EngineException {
        try {
            RequestJson.discover(RequestWriter.discover(RequestJson.discover(input)));
        } catch (EngineException e) {
            throw known(e);
        }
    }

    private static void sums(byte[] input) throws IOException {
        SumRecordReader reader = new SumRecordReader(new ByteArrayInputStream(input), CAPACITY);
        while (reader.next().isPresent()) {
            // only read
        }
    }

    private static EngineException known(EngineException refusal) {
        if (refusal.problem().code() != ProblemCode.REQUEST_INVALID) {
            throw new AssertionError(refusal);
        }
        return refusal;
    }
}

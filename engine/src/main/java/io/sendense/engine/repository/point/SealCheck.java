package io.sendense.engine.repository.point;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.qcow2.LayerAllocation;
import io.sendense.engine.disk.qcow2.MetadataDigest;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.sums.ClusterSum;
import io.sendense.engine.repository.sums.SumsReader;
import java.io.IOException;
import java.nio.file.Path;

/// Reopens a layer that was just written and compares it with what was asked for and with its sums:
/// whoever wrote the file, nothing that lacks a cluster is published. Reads metadata only.
final class SealCheck implements LayerWalk.Visitor {
    private final DraftDiskRequest request;
    private final Path layer;
    private final Path sums;
    private long matchedBytes;
    private long unmatchedBytes;

    SealCheck(DraftDiskRequest request, Path layer, Path sums) {
        this.request = request;
        this.layer = layer;
        this.sums = sums;
    }

    /// The digest of the layer's tables, if all is well.
    String run() throws IOException, EngineException, InterruptedException {
        try (SumsReader reader = SumsReader.open(sums);
                Qcow2Image image = LayerImages.openAlone(layer, request.capacityBytes())) {
            if (image.size() != request.capacityBytes()) {
                throw incomplete(request.capacityBytes(), image.size());
            }
            new LayerWalk(image, request.parent().isEmpty()).run(reader.cursor(0), this);
            if (unmatchedBytes > 0) {
                throw incomplete(matchedBytes + unmatchedBytes, matchedBytes);
            }
            return MetadataDigest.sha256(layer);
        }
    }

    @Override
    public void both(ClusterSum sum, LayerAllocation allocation) {
        matchedBytes += LayerImages.CLUSTER_BYTES;
    }

    @Override
    public void withoutSum(Extent clusters) {
        unmatchedBytes += clusters.length();
    }

    @Override
    public void onlySum(ClusterSum sum) {
        unmatchedBytes += LayerImages.CLUSTER_BYTES;
    }

    private EngineException incomplete(long plannedBytes, long doneBytes) {
        return Problem.of(ProblemCode.TRANSFER_INCOMPLETE)
                .with("label", request.label())
                .withBytes("planned", plannedBytes)
                .withBytes("done", doneBytes)
                .toException();
    }
}

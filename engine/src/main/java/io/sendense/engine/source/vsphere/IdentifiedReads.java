package io.sendense.engine.source.vsphere;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceDecorator;
import io.sendense.engine.disk.block.LastingFailureException;
import io.sendense.engine.disk.block.ServedReads;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A frozen disk whose reads, where the server shows another certificate in their midst, fail with
/// the problem that says so as their cause. Thread-safe.
final class IdentifiedReads extends BlockDeviceDecorator implements ServedReads {
    private final VsphereProblems problems;

    IdentifiedReads(BlockDevice below, VsphereProblems problems) {
        super(below);
        this.problems = problems;
    }

    @Override
    public long readNanos() {
        return below() instanceof ServedReads reads ? reads.readNanos() : 0;
    }

    @Override
    public long arrivalNanos() {
        return below() instanceof ServedReads reads ? reads.arrivalNanos() : 0;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        try {
            super.read(offset, target);
        } catch (IOException e) {
            Optional<EngineException> refused = problems.certificate(e);
            if (refused.isPresent()) {
                throw new LastingFailureException(refused.get());
            }
            throw e;
        }
    }
}

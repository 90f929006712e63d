package io.sendense.engine.repository.point;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceDecorator;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.storage.StorageFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A draft's layer, remembering its first failure: over NBD the writer learns no more than an error
/// number, and the run has to say why. Thread-safe.
final class LayerDevice extends BlockDeviceDecorator {
    private final Path root;
    private final AtomicReference<Optional<Failure>> first =
            new AtomicReference<>(Optional.empty());

    /// @param root folder of the repository
    LayerDevice(Path root, BlockDevice layer) {
        super(layer);
        this.root = root;
    }

    /// What a call came to, and how much it was about to write.
    private record Failure(long neededBytes, IOException cause) {}

    private interface Step {
        void run() throws IOException;
    }

    /// The first failure, as the problem to report.
    Optional<EngineException> failure() {
        return first.get()
                .map(failure ->
                        StorageFault.ofWrite(root, failure.neededBytes(), failure.cause())
                                .toException(failure.cause()));
    }

    private void remembering(long neededBytes, Step step) throws IOException {
        try {
            step.run();
        } catch (IOException e) {
            Optional<Failure> none = first.get();
            if (none.isEmpty()) {
                first.compareAndSet(none, Optional.of(new Failure(neededBytes, e)));
            }
            throw e;
        }
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        int length = source.remaining();
        remembering(length, () -> super.write(offset, source));
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        remembering(length, () -> super.zero(offset, length, mode));
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        remembering(length, () -> super.trim(offset, length));
    }

    @Override
    public void flush() throws IOException {
        remembering(0, super::flush);
    }

    @Override
    public void close() throws IOException {
        remembering(0, super::close);
    }
}

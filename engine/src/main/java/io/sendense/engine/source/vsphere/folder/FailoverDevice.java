package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.ReadOnlyDevice;
import io.sendense.engine.disk.block.ServedReads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A disk that is read in one way, and in another from the first read on that fails. Thread-safe.
final class FailoverDevice extends ReadOnlyDevice implements ServedReads {
    private static final Logger LOG = LoggerFactory.getLogger(FailoverDevice.class);

    private final String name;
    private final BlockDevice first;
    private final Other other;
    private final ReentrantLock lock = new ReentrantLock();

    // written under lock
    private volatile @Nullable BlockDevice second;
    private volatile boolean closing;

    /// The other way.
    @FunctionalInterface
    interface Other {
        /// The same disk, opened in another way.
        BlockDevice open() throws IOException, InterruptedException;
    }

    FailoverDevice(BlockDevice first, Other other, String name) {
        super(name);
        this.name = name;
        this.first = first;
        this.other = other;
    }

    @Override
    public long size() {
        return first.size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        checkReadable(offset, target.remaining());
        BlockDevice now = second;
        if (now != null) {
            now.read(offset, target);
            return;
        }
        int start = target.position();
        try {
            first.read(offset, target);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            if (closing) {
                throw e;
            }
            target.position(start);
            second(e).read(offset, target);
        }
    }

    private BlockDevice second(IOException cause) throws IOException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            BlockDevice open = second;
            if (open == null) {
                if (closing) {
                    throw cause;
                }
                LOG.warn("{} goes on in another way, after: {}", name, cause.toString());
                open = openOther(cause);
                second = open;
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    private BlockDevice openOther(IOException cause) throws IOException {
        try {
            return other.open();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (IOException e) {
            cause.addSuppressed(e);
            throw cause;
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted =
                new InterruptedIOException("interrupted while opening a disk");
        interrupted.initCause(cause);
        return interrupted;
    }

    @Override
    public long readNanos() {
        return ofBoth(ServedReads::readNanos);
    }

    @Override
    public long arrivalNanos() {
        return ofBoth(ServedReads::arrivalNanos);
    }

    private long ofBoth(ToLongFunction<ServedReads> count) {
        long sum = first instanceof ServedReads reads ? count.applyAsLong(reads) : 0;
        return second instanceof ServedReads reads ? sum + count.applyAsLong(reads) : sum;
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        checkReadable(offset, length);
        return first.blockStatus(offset, length);
    }

    /// Ends the reads under way: they fail.
    @Override
    protected void closeFiles() throws IOException {
        closing = true;
        first.close();
        lock.lock();
        try {
            BlockDevice open = second;
            if (open != null) {
                open.close();
            }
        } finally {
            lock.unlock();
        }
    }
}

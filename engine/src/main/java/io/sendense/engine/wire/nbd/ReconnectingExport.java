package io.sendense.engine.wire.nbd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// An export that is there again after its server was not: every call is repeated over new
/// connections until it is answered or the time is over (`doc/adr/0012`). Thread-safe.
///
/// All calls can be repeated: reads and questions change nothing, and writing or zeroing a range
/// twice is as good as once. What was accepted stays in the journal until a flush, and is written
/// again before anything else goes over a new connection.
final class ReconnectingExport implements ExportCalls {

    /// A call on whatever connections are in use.
    private interface Call<T> {
        T on(ExportClient client) throws IOException;
    }

    /// A call without a result.
    private interface Change {
        void on(ExportClient client) throws IOException;
    }

    private final Redialer redialer;
    private final NbdReconnect policy;
    private final NbdTerms terms;

    /// One thread at a time empties the journal.
    private final ReentrantLock emptying = new ReentrantLock();

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final WriteJournal journal = new WriteJournal();

    ReconnectingExport(Dialer dialer, NbdReconnect policy, ExportClient first) {
        this.redialer = new Redialer(dialer, policy, first);
        this.policy = policy;
        this.terms = first.terms();
    }

    private <T> T with(Call<T> call) throws IOException {
        OptionalLong deadline = OptionalLong.empty();
        while (true) {
            ExportClient client = redialer.current();
            IOException cause;
            try {
                return call.on(client);
            } catch (NbdDisconnectedException e) {
                cause = e;
            } catch (NbdErrorException e) {
                if (e.errno() != NbdErrno.ESHUTDOWN) {
                    throw e;
                }
                cause = e;
            }
            deadline = OptionalLong.of(deadline.orElseGet(redialer::deadline));
            redialer.replace(client, deadline.getAsLong(), cause, this::repeatJournal);
        }
    }

    private void run(Change change) throws IOException {
        with(client -> {
            change.on(client);
            return true;
        });
    }

    private void repeatJournal(ExportClient client) throws IOException {
        synchronized (lock) {
            if (!terms.flags().canFlush() && !journal.isEmpty()) {
                throw new NbdWritesLostException(
                        "the server cannot flush, so nothing says what it kept of what it accepted");
            }
            try {
                journal.repeat(client);
            } catch (NbdErrorException e) {
                throw new NbdWritesLostException(
                        "what the server had accepted it does not accept again: " + e.getMessage(),
                        e);
            }
        }
    }

    /// Makes a change and keeps it for the case that the server loses it.
    private void change(WriteJournal.Entry entry, Change change) throws IOException {
        run(client -> {
            change.on(client);
            keep(entry, client);
        });
        if (bytesKept() > policy.journalBytes()) {
            emptyJournal();
        }
    }

    /// Keeps a change, unless its server is gone already: then it counts as not made.
    private void keep(WriteJournal.Entry entry, ExportClient client) throws IOException {
        synchronized (lock) {
            if (redialer.isCurrent(client)) {
                if (terms.flags().canFlush() || journal.isEmpty()) {
                    journal.add(entry);
                }
                return;
            }
        }
        throw new NbdDisconnectedException("the server was lost after it answered");
    }

    private long bytesKept() {
        synchronized (lock) {
            return journal.bytes();
        }
    }

    private void emptyJournal() throws IOException {
        emptying.lock();
        try {
            if (bytesKept() > policy.journalBytes()) {
                flush();
            }
        } finally {
            emptying.unlock();
        }
    }

    @Override
    public void flush() throws IOException {
        run(client -> {
            long mark;
            synchronized (lock) {
                mark = journal.mark();
            }
            client.flush();
            synchronized (lock) {
                journal.forget(mark);
            }
        });
    }

    @Override
    public void write(long offset, ByteBuffer source, int flags) throws IOException {
        WriteJournal.Entry entry =
                terms.flags().canFlush()
                        ? WriteJournal.Written.copyOf(offset, source)
                        : new WriteJournal.Zeroed(offset, 0, ZeroMode.MAY_DEALLOCATE);
        change(entry, client -> client.write(offset, source.duplicate(), flags));
        source.position(source.limit());
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        write(offset, source, 0);
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        change(
                new WriteJournal.Zeroed(offset, length, mode),
                client -> client.zero(offset, length, mode));
    }

    @Override
    public boolean zeroFast(long offset, long length) throws IOException {
        WriteJournal.Entry entry = new WriteJournal.Zeroed(offset, length, ZeroMode.MAY_DEALLOCATE);
        return with(client -> {
            boolean fast = client.zeroFast(offset, length);
            if (fast) {
                keep(entry, client);
            }
            return fast;
        });
    }

    /// Not kept: what a trimmed range reads as is nobody's business.
    @Override
    public void trim(long offset, long length) throws IOException {
        run(client -> client.trim(offset, length));
    }

    @Override
    public void read(long offset, ByteBuffer target, int flags) throws IOException {
        run(client -> client.read(offset, target.duplicate(), flags));
        target.position(target.limit());
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        read(offset, target, 0);
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        run(client -> client.cache(offset, length));
    }

    @Override
    public List<StatusRun> someStatus(MetaContext context, int flags, long offset, long length)
            throws IOException {
        return with(client -> client.someStatus(context, flags, offset, length));
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        return with(client -> client.blockStatus(offset, length));
    }

    @Override
    public List<AllocationDepth> allocationDepth(long offset, long length) throws IOException {
        return with(client -> client.allocationDepth(offset, length));
    }

    @Override
    public NbdTerms terms() {
        return terms;
    }

    @Override
    public int connections() throws IOException {
        return redialer.current().connections();
    }

    @Override
    public long size() {
        return terms.size();
    }

    @Override
    public boolean readOnly() {
        return terms.flags().readOnly();
    }

    @Override
    public void close() {
        redialer.close();
    }
}

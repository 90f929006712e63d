package io.sendense.engine.wire.nbd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The sending side of a link: frames in, in any order from any thread; one thread of its own
/// writes them, several short ones with one system call.
///
/// Whoever posts never waits for the network, and an interrupt of whoever posts cannot tear the
/// connection, as it would if it wrote itself. How much can queue up is for the posting side to
/// bound. Thread-safe.
final class Outbox {

    /// Something to send.
    interface Frame {
        /// Called before the first look at `content`. False: there is nothing to send any more.
        boolean hold();

        /// What to send.
        List<ByteBuffer> content();

        /// The content is not looked at any more. Called once after a `hold` that was true, sent or
        /// not; never called where the frame was not held.
        void release();
    }

    /// More than this is not gathered into one call, so that a frame is released soon after it was
    /// sent.
    private static final int BATCH_BYTES = 64 << 10;

    private static final int BATCH_FRAMES = 64;

    private final Link link;
    private final Consumer<IOException> failed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition posted = lock.newCondition();
    private final Thread sender;

    @GuardedBy("lock")
    private final ArrayDeque<Frame> queue = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean finished;

    /// Starts the sending thread.
    ///
    /// @param failed called once, on the sending thread, when the link does not take frames any
    ///   more; those still queued were released
    Outbox(Link link, String threadName, Consumer<IOException> failed) {
        this.link = link;
        this.failed = failed;
        this.sender = Thread.ofPlatform().daemon().name(threadName).unstarted(this::send);
    }

    void start() {
        sender.start();
    }

    /// Queues a frame.
    ///
    /// @return false if the outbox is finished: the frame will be neither held nor sent
    boolean post(Frame frame) {
        lock.lock();
        try {
            if (finished) {
                return false;
            }
            queue.add(frame);
            posted.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more frames; what is queued will still be sent.
    void finish() {
        lock.lock();
        try {
            finished = true;
            posted.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the sending thread to end.
    ///
    /// @return whether it did
    boolean join(Duration limit) throws InterruptedException {
        return sender.join(limit);
    }

    private void send() {
        List<Frame> batch = new ArrayList<>();
        try {
            while (gather(batch)) {
                write(batch);
            }
        } catch (IOException e) {
            finish();
            drop();
            failed.accept(e);
        }
    }

    private void write(List<Frame> batch) throws IOException {
        try {
            List<ByteBuffer> content = new ArrayList<>();
            for (Frame frame : batch) {
                content.addAll(frame.content());
            }
            link.write(content.toArray(ByteBuffer[]::new), content.size());
        } finally {
            batch.forEach(Frame::release);
            batch.clear();
        }
    }

    /// Waits for frames and holds a batch of them; false if there will be no more.
    private boolean gather(List<Frame> batch) {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                if (finished) {
                    return false;
                }
                posted.awaitUninterruptibly();
            }
            long bytes = 0;
            while (!queue.isEmpty() && bytes < BATCH_BYTES && batch.size() < BATCH_FRAMES) {
                Frame frame = queue.remove();
                if (frame.hold()) {
                    batch.add(frame);
                    bytes += frame.content().stream().mapToLong(ByteBuffer::remaining).sum();
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Releases what was queued when the link failed.
    private void drop() {
        lock.lock();
        try {
            for (Frame frame : queue) {
                if (frame.hold()) {
                    frame.release();
                }
            }
            queue.clear();
        } finally {
            lock.unlock();
        }
    }
}

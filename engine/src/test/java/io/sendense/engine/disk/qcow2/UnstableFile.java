package io.sendense.engine.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;

/// A file on a machine that is about to lose its power: what was written since the last sync may
/// reach the disk or not, sector by sector, in any order.
final class UnstableFile {
    private static final int SECTOR = 512;

    private byte[] content;
    private byte[] stable;
    private final List<Write> pending = new ArrayList<>();
    private final UnstablePower power;
    private boolean exists;
    private long punched;
    private int punches;
    private volatile LongConsumer reads = _ -> {};

    private record Write(int offset, byte[] bytes) {}

    /// A file that holds `content`, or is not there yet where that is empty; after that many writes
    /// and syncs the power is gone.
    UnstableFile(byte[] content, int calls) {
        this(content, new UnstablePower(calls));
    }

    /// One of several files that lose the same power.
    UnstableFile(byte[] content, UnstablePower power) {
        this.content = content.clone();
        this.stable = content.clone();
        this.exists = content.length > 0;
        this.power = power;
    }

    /// How many writes and syncs are left.
    int callsLeft() {
        return power.left();
    }

    /// How many writes and syncs there were before the first write at `offset`; negative for none.
    int callsBeforeWriteAt(int offset) {
        return power.callsBefore("write " + offset);
    }

    /// False where it is there already.
    synchronized boolean make() {
        boolean made = !exists;
        exists = true;
        return made;
    }

    synchronized long size() {
        return content.length;
    }

    /// Is called with the position of each read before it.
    void onRead(LongConsumer listener) {
        reads = listener;
    }

    int read(ByteBuffer target, long position) {
        reads.accept(position);
        return get(target, position);
    }

    private synchronized int get(ByteBuffer target, long position) {
        if (position >= content.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), content.length - position);
        target.put(content, (int) position, count);
        return count;
    }

    synchronized int write(ByteBuffer source, long position) throws IOException {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        int offset = (int) position;
        // The write during which the power goes may still be done, in part.
        pending.add(new Write(offset, bytes));
        power.use("write " + offset);
        content = with(content, offset, bytes, 0, bytes.length);
        return bytes.length;
    }

    /// A hole is made as zeroes are written: it may reach the disk or not.
    synchronized void punch(long offset, long length) throws IOException {
        byte[] zeroes = new byte[(int) Math.clamp(content.length - offset, 0, length)];
        pending.add(new Write((int) offset, zeroes));
        power.use("punch " + offset);
        content = with(content, (int) offset, zeroes, 0, zeroes.length);
        punched += zeroes.length;
        punches++;
    }

    /// What everybody reads while there is power.
    synchronized byte[] content() {
        return content.clone();
    }

    /// How many holes were made.
    synchronized int punches() {
        return punches;
    }

    /// Bytes that became holes.
    synchronized long punched() {
        return punched;
    }

    synchronized void force() throws IOException {
        power.use("force");
        stable = content.clone();
        pending.clear();
    }

    /// What is found on the disk when the power is back.
    synchronized byte[] survivors(Random random) {
        byte[] found = stable.clone();
        int luck = random.nextInt(5);
        for (Write write : pending) {
            if (luck == 0 || random.nextInt(luck) > 0) {
                continue;
            }
            boolean torn = random.nextInt(3) == 0;
            int from = 0;
            while (from < write.bytes.length) {
                int next = (write.offset + from) / SECTOR * SECTOR + SECTOR - write.offset;
                int to = Math.min(next, write.bytes.length);
                if (!torn || random.nextBoolean()) {
                    found = with(found, write.offset, write.bytes, from, to);
                }
                from = to;
            }
        }
        return found;
    }

    private static byte[] with(byte[] file, int offset, byte[] bytes, int from, int to) {
        byte[] result = file.length < offset + to ? Arrays.copyOf(file, offset + to) : file;
        System.arraycopy(bytes, from, result, offset + from, to - from);
        return result;
    }
}

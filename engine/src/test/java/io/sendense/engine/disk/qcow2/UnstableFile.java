package io.sendense.engine.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A file on a machine that is about to lose its power: what was written since the last sync may
/// reach the disk or not, sector by sector, in any order.
final class UnstableFile {
    private static final int SECTOR = 512;

    private byte[] content;
    private byte[] stable;
    private final List<Write> pending = new ArrayList<>();
    private final List<Integer> calls = new ArrayList<>();
    private int callsLeft;
    private boolean exists;

    private record Write(int offset, byte[] bytes) {}

    /// A file that holds `content`, or is not there yet where that is empty; after that many writes
    /// and syncs the power is gone.
    UnstableFile(byte[] content, int calls) {
        this.content = content.clone();
        this.stable = content.clone();
        this.exists = content.length > 0;
        this.callsLeft = calls;
    }

    /// How many writes and syncs are left.
    int callsLeft() {
        return callsLeft;
    }

    /// How many writes and syncs there were before the first write at `offset`; negative for none.
    int callsBeforeWriteAt(int offset) {
        return calls.indexOf(offset);
    }

    /// False where it is there already.
    synchronized boolean make() {
        boolean made = !exists;
        exists = true;
        return made;
    }

    private void use(int offset) throws IOException {
        if (callsLeft <= 0) {
            throw new IOException("the power is gone");
        }
        callsLeft--;
        calls.add(offset);
    }

    synchronized long size() {
        return content.length;
    }

    synchronized int read(ByteBuffer target, long position) {
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
        use(offset);
        content = with(content, offset, bytes, 0, bytes.length);
        return bytes.length;
    }

    synchronized void force() throws IOException {
        use(-1);
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

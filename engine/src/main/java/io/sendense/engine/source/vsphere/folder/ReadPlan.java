package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.disk.block.Zeroes;
import io.sendense.engine.disk.vmdk.VmdkRun;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Where the bytes of one read lie in a chain of files, as few requests: what lies close together
/// in a file is asked for together, with the little between. Confined to one thread until it runs.
final class ReadPlan {
    /// A request costs more time than so many bytes.
    private static final int BRIDGED_BYTES = 32 << 10;

    /// Most requests of one read under way at once: one read is a piece of a disk, of which several
    /// are read at the same time.
    static final int MOST_AT_ONCE = 4;

    private final List<ChainLayer> layers;
    private final int mostBytes;
    private final ByteBuffer target;
    private final long start;
    private final Map<FolderBlockDevice, List<Piece>> pieces = new HashMap<>();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    /// A range of a file, and where its bytes go.
    private record Piece(long place, ByteBuffer bytes) {
        long end() {
            return place + bytes.remaining();
        }
    }

    /// @param target from position to limit the bytes from `start` on
    ReadPlan(List<ChainLayer> layers, int mostBytes, long start, ByteBuffer target) {
        this.layers = layers;
        this.mostBytes = mostBytes;
        this.start = start;
        this.target = target.slice();
    }

    /// Finds every byte: in the first layer from the top that has it, else it is zero.
    void find() throws IOException {
        find(0, start, target.remaining());
    }

    private void find(int depth, long offset, long length) throws IOException {
        ChainLayer layer = layers.get(depth);
        if (layer.log().isEmpty()) {
            add(layer.file(), offset, bytes(offset, length));
            return;
        }
        List<VmdkRun> runs = new ArrayList<>();
        layer.log().get().runs(offset, length, runs::add);
        long missing = 0;
        for (VmdkRun run : runs) {
            long at = run.extent().offset();
            long count = run.extent().length();
            switch (run.allocation()) {
                case NOT_HERE -> {
                    missing += count;
                    continue;
                }
                case ZERO -> Zeroes.fill(bytes(at, count));
                case DATA, COMPRESSED_DATA ->
                        add(layer.file(), run.fileOffset().orElseThrow(), bytes(at, count));
            }
            below(depth, at - missing, missing);
            missing = 0;
        }
        below(depth, offset + length - missing, missing);
    }

    private void below(int depth, long offset, long length) throws IOException {
        if (length > 0) {
            find(depth + 1, offset, length);
        }
    }

    private ByteBuffer bytes(long offset, long length) {
        return target.slice((int) (offset - start), (int) length);
    }

    /// Cut at the longest request.
    private void add(FolderBlockDevice file, long place, ByteBuffer bytes) {
        List<Piece> ofFile = pieces.computeIfAbsent(file, _ -> new ArrayList<>());
        for (int done = 0; done < bytes.remaining(); done += mostBytes) {
            int count = Math.min(mostBytes, bytes.remaining() - done);
            ofFile.add(new Piece(place + done, bytes.slice(done, count)));
        }
    }

    /// Reads all of it, by requests that run at the same time.
    void run() throws IOException {
        ParallelParts parts = new ParallelParts();
        pieces.forEach((file, ofFile) -> {
            ofFile.sort(Comparator.comparingLong(Piece::place));
            int first = 0;
            for (int next = 1; next <= ofFile.size(); next++) {
                if (next == ofFile.size() || !together(ofFile.get(first), ofFile, next)) {
                    List<Piece> request = ofFile.subList(first, next);
                    parts.add(() -> readInTurn(file, request));
                    first = next;
                }
            }
        });
        parts.run();
    }

    private boolean together(Piece first, List<Piece> all, int next) {
        Piece last = all.get(next - 1);
        Piece piece = all.get(next);
        return piece.place() - last.end() <= BRIDGED_BYTES
                && piece.end() - first.place() <= mostBytes;
    }

    private void readInTurn(FolderBlockDevice file, List<Piece> request) throws IOException {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for its turn");
        }
        try {
            read(file, request);
        } finally {
            free.release();
        }
    }

    private static void read(FolderBlockDevice file, List<Piece> request) throws IOException {
        Piece first = request.getFirst();
        if (request.size() == 1) {
            file.request(first.place(), first.bytes());
            return;
        }
        ByteBuffer all = ByteBuffer.allocate((int) (request.getLast().end() - first.place()));
        file.request(first.place(), all);
        for (Piece piece : request) {
            int within = (int) (piece.place() - first.place());
            piece.bytes().put(all.slice(within, piece.bytes().remaining()));
        }
    }
}

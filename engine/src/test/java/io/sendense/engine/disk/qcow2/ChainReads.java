package io.sendense.engine.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads pieces of a chain with four threads and checks each against what its layer must hold.
final class ChainReads {
    private static final int THREADS = 4;

    private ChainReads() {}

    /// @param arguments the top file, number of pieces, bytes between pieces, seed
    public static void main(String[] arguments) throws Exception {
        Path top = Path.of(arguments[0]);
        int pieces = Integer.parseInt(arguments[1]);
        long apart = Long.parseLong(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        try (Qcow2Image image =
                        Qcow2Image.open(
                                top, OpenMode.READ_ONLY, BackingFiles.within(top.getParent()));
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Boolean>> reads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed + i);
                reads.add(() -> read(image, random, pieces, apart));
            }
            for (Future<Boolean> done : threads.invokeAll(reads)) {
                done.get();
            }
        }
        System.out.println("read");
    }

    private static boolean read(Qcow2Image image, Random random, int pieces, long apart)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        for (int i = 0; i < 4000; i++) {
            int piece = random.nextInt(pieces);
            image.read(piece * apart, buffer.clear());
            for (int at = 0; at < buffer.capacity(); at += 4096) {
                if (buffer.getInt(at) != piece) {
                    System.out.println("piece " + piece + " holds " + buffer.getInt(at));
                    System.exit(1);
                }
            }
        }
        return true;
    }
}

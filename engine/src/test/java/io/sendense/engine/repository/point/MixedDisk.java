package io.sendense.engine.repository.point;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A raw disk with what disks hold: in turn 1 MiB of programs (the files of the JDK that runs
/// this), of a log file, and of what is compressed already (random bytes). Stateless.
final class MixedDisk {
    private static final int PIECE = 1 << 20;
    private static final int PIECES = Integer.getInteger("sendense.compression.mib", 1536);

    /// Of programs: more would only take memory.
    private static final int MOST_PIECES = 200;

    private MixedDisk() {}

    static Path write(Path file) throws IOException {
        Random random = new Random(20261127);
        List<Path> programs;
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("java.home")))) {
            programs = files.filter(Files::isRegularFile).sorted().toList();
        }
        Iterator<byte[]> program = pieces(programs).iterator();
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < PIECES; i++) {
                byte[] piece =
                        switch (i % 3) {
                            case 0 -> {
                                if (!program.hasNext()) {
                                    program = pieces(programs).iterator();
                                }
                                yield program.next();
                            }
                            case 1 -> log(random);
                            default -> {
                                byte[] bytes = new byte[PIECE];
                                random.nextBytes(bytes);
                                yield bytes;
                            }
                        };
                ByteBuffer rest = ByteBuffer.wrap(piece);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
            }
        }
        return file;
    }

    /// Files one after the other, in whole pieces.
    private static List<byte[]> pieces(List<Path> files) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        byte[] piece = new byte[PIECE];
        int used = 0;
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            for (int at = 0; at < content.length && pieces.size() < MOST_PIECES; ) {
                int length = Math.min(PIECE - used, content.length - at);
                System.arraycopy(content, at, piece, used, length);
                at += length;
                used += length;
                if (used == PIECE) {
                    pieces.add(piece);
                    piece = new byte[PIECE];
                    used = 0;
                }
            }
        }
        return pieces;
    }

    private static byte[] log(Random random) {
        StringBuilder text = new StringBuilder(PIECE + 200);
        while (text.length() < PIECE) {
            text.append(
                    "2026-11-27 %02d:%02d:%02d.%03d UTC [%d] LOG:  duration: %d.%03d ms  statement: "
                            .formatted(
                                    random.nextInt(24),
                                    random.nextInt(60),
                                    random.nextInt(60),
                                    random.nextInt(1000),
                                    random.nextInt(30_000),
                                    random.nextInt(900),
                                    random.nextInt(1000)));
            text.append(
                    "UPDATE line SET amount = %d WHERE id = %d\n"
                            .formatted(random.nextInt(1_000_000), random.nextLong(1L << 40)));
        }
        return text.substring(0, PIECE).getBytes(StandardCharsets.US_ASCII);
    }
}

package io.sendense.engine.lab.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class GptReaderTest {
    private static final long CAPACITY = 5L << 30;

    private final byte[] start = start();

    private static byte[] start() {
        ByteBuffer start = ByteBuffer.allocate(1 << 20);
        DiskLayout.databaseData().content(CAPACITY, 9, new ImageLibrary()).read(0, start);
        return start.array();
    }

    private void readStart(long offset, ByteBuffer target) {
        target.put(start, (int) offset, target.remaining());
    }

    @Test
    void findsPartitionsByName() throws IOException {
        assertThat(GptReader.find("records", this::readStart))
                .contains(new Extent((4L << 30) + (512L << 20), 8L << 20));
        assertThat(GptReader.find("database", this::readStart))
                .contains(new Extent(1L << 20, 4L << 30));
        assertThat(GptReader.find("record", this::readStart)).isEmpty();
    }

    @Test
    void findsNothingInADamagedTable() throws IOException {
        for (int at : new int[] {512, 512 + 40, 512 + 88, 1024, 1024 + 128 + 56}) {
            start[at] ^= 1;
            assertThat(GptReader.find("records", this::readStart)).as("byte %d", at).isEmpty();
            start[at] ^= 1;
        }
        assertThat(GptReader.find("records", this::readStart)).isPresent();
    }
}

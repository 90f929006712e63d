package io.sendense.engine.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.backup.RecordedSums;
import io.sendense.engine.node.protocol.ExtentPlan;
import io.sendense.engine.node.protocol.SumRecord;
import io.sendense.engine.node.protocol.SumRecordForm;
import io.sendense.engine.node.protocol.SumStreamException;
import io.sendense.engine.repository.sums.Sha256;
import io.sendense.engine.repository.sums.SumsWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a node's sums become in a layer's.
class ReceivedSumsTest {
    private static final int CLUSTER = ExtentPlan.CLUSTER_BYTES;

    /// Four clusters, the last of them of 512 bytes.
    private static final long CAPACITY = 3L * CLUSTER + 512;

    @TempDir private Path folder;

    private static byte[] sum(byte[] content) {
        ByteBuffer bytes = ByteBuffer.allocate(SumRecord.SUM_BYTES);
        Sha256.of(content).putInto(bytes);
        return bytes.array();
    }

    private static byte[] cluster(int filler) {
        byte[] content = new byte[CLUSTER];
        Arrays.fill(content, (byte) filler);
        return content;
    }

    private static byte[] last() {
        return Arrays.copyOf(Arrays.copyOf(cluster(3), 512), CLUSTER);
    }

    private static byte[] stream(boolean ended) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(SumRecordForm.beginning());
        out.write(SumRecordForm.encode(new SumRecord.Data(3, sum(last()))));
        out.write(SumRecordForm.encode(new SumRecord.Data(0, sum(cluster(1)))));
        out.write(SumRecordForm.encode(new SumRecord.Zeroes(1, 2)));
        // A piece that was repeated.
        out.write(SumRecordForm.encode(new SumRecord.Data(0, sum(cluster(1)))));
        if (ended) {
            out.write(SumRecordForm.end(4));
        }
        return out.toByteArray();
    }

    @Test
    void areTheSameFileAsIfTheBytesHadBeenHere() throws Exception {
        Path far = folder.resolve("far.sums");
        ReceivedSums received;
        try (SumsWriter writer = new SumsWriter(far, CLUSTER, CAPACITY)) {
            received = new ReceivedSums(new RecordedSums(writer), CAPACITY);
            received.take(new ByteArrayInputStream(stream(true)));
            writer.finish();
        }
        Path near = folder.resolve("near.sums");
        try (SumsWriter writer = new SumsWriter(near, CLUSTER, CAPACITY)) {
            writer.data(0, ByteBuffer.wrap(cluster(1)));
            writer.zero(1, 2);
            writer.data(3, ByteBuffer.wrap(cluster(3), 0, 512));
            writer.finish();
        }
        assertThat(Files.readAllBytes(far)).isEqualTo(Files.readAllBytes(near));
        assertThat(received.dataBytes()).isEqualTo(CLUSTER + 512);
        assertThat(received.zeroBytes()).isEqualTo(2 * CLUSTER);
    }

    @Test
    void ofAStreamThatWasCutAreNotAll() throws Exception {
        try (SumsWriter writer = new SumsWriter(folder.resolve("cut.sums"), CLUSTER, CAPACITY)) {
            ReceivedSums received = new ReceivedSums(new RecordedSums(writer), CAPACITY);
            assertThatThrownBy(() -> received.take(new ByteArrayInputStream(stream(false))))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("after 4 records");
        }
    }

    @Test
    void refuseClustersBeyondTheDisk() throws Exception {
        try (SumsWriter writer = new SumsWriter(folder.resolve("odd.sums"), CLUSTER, CAPACITY)) {
            ReceivedSums received = new ReceivedSums(new RecordedSums(writer), CLUSTER);
            assertThatThrownBy(() -> received.take(new ByteArrayInputStream(stream(true))))
                    .isInstanceOf(SumStreamException.class)
                    .hasMessageContaining("of a disk that has 1");
        }
    }
}

package io.sendense.engine.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where a run's bandwidth is held while a node pushes.
class PacedLayerTest {
    @Test
    void waitsForEveryByteThatWasSentAndForNoZero() throws Exception {
        List<Long> waited = new ArrayList<>();
        MemoryBlockDevice layer = new MemoryBlockDevice(1 << 20);
        try (PacedLayer paced = new PacedLayer(layer, waited::add)) {
            paced.write(4096, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            paced.zero(0, 4096, ZeroMode.MAY_DEALLOCATE);
            paced.write(8192, ByteBuffer.allocate(65536));
        }
        assertThat(waited).containsExactly(3L, 65536L);
        // Its maker's still.
        ByteBuffer read = ByteBuffer.allocate(3);
        layer.read(4096, read);
        assertThat(read.array()).containsExactly(1, 2, 3);
    }

    @Test
    void writesNothingForWhoWasInterruptedWhileItWaited() {
        MemoryBlockDevice layer = new MemoryBlockDevice(4096);
        PacedLayer paced =
                new PacedLayer(
                        layer,
                        _ -> {
                            throw new InterruptedException();
                        });
        assertThatThrownBy(() -> paced.write(0, ByteBuffer.wrap(new byte[] {7})))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        ByteBuffer read = ByteBuffer.allocate(1);
        layer.read(0, read);
        assertThat(read.array()).containsExactly(0);
    }
}

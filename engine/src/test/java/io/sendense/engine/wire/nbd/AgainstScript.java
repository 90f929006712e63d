package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A client that is in the transmission phase of a [ScriptedServer]'s export.
@Timeout(60)
abstract class AgainstScript {
    static final int SIZE = 1 << 20;
    static final int DONE = 1;
    static final int DATA = 1;
    static final int HOLE = 2;
    static final NbdClientOptions OPTIONS = NbdClientOptions.standard();

    @TempDir Path folder;

    interface Use {
        void with(NbdBlockDevice device) throws Exception;
    }

    /// Enters, then does as the script says.
    void against(ScriptedServer.Script script, Use use) throws Exception {
        against(script, OPTIONS, ScriptedServer.ALL, use);
    }

    void against(ScriptedServer.Script script, NbdClientOptions options, int flags, Use use)
            throws Exception {
        ScriptedServer.Script whole =
                peer -> {
                    peer.enter(SIZE, flags);
                    script.serve(peer);
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, whole);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), options)) {
            use.with(device);
        }
    }

    static byte[] number(long value, int bytes) {
        byte[] all = ByteBuffer.allocate(8).putLong(value).array();
        return Arrays.copyOfRange(all, 8 - bytes, 8);
    }

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static byte[] read(NbdBlockDevice device, long offset, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        device.read(offset, target);
        return target.array();
    }

    static Request takeWrite(ScriptedServer.Peer peer) throws IOException {
        Request write = peer.request();
        assertThat(write.code()).isEqualTo(1);
        peer.in().skipNBytes(write.length());
        return write;
    }
}

package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;

/// The memory of one TLS connection. What is received belongs to the reading thread, what is
/// encrypted to the sending one.
///
/// @param recordBytes room for one record of the other side or of ours
/// @param received between position and limit: received, not yet decrypted
/// @param spilled between position and limit: decrypted, and not asked for yet
/// @param encrypted to be sent
record TlsBuffers(int recordBytes, ByteBuffer received, ByteBuffer spilled, ByteBuffer encrypted) {
    /// So many records are gathered into one call to the link below.
    private static final int RECORDS = 8;

    static TlsBuffers of(SSLEngine engine) {
        int record = engine.getSession().getPacketBufferSize();
        // With TLS 1.3 a full record wants one byte more than the session's own figure for this.
        int content = Math.max(record, engine.getSession().getApplicationBufferSize());
        return new TlsBuffers(
                record,
                ByteBuffer.allocateDirect(RECORDS * record).limit(0),
                ByteBuffer.allocateDirect(content).limit(0),
                ByteBuffer.allocateDirect(RECORDS * record));
    }

    /// Waits for more of a record; false at the end of the stream.
    boolean receive(Link below) throws IOException {
        received.compact();
        try {
            return below.read(new ByteBuffer[] {received}) >= 0;
        } finally {
            received.flip();
        }
    }

    /// Sends what TLS itself has to say, if anything.
    void sendOwn(Link below, SSLEngine engine) throws IOException {
        encrypted.clear();
        engine.wrap(ByteBuffer.allocate(0), encrypted);
        send(below);
    }

    /// Sends what is encrypted.
    void send(Link below) throws IOException {
        encrypted.flip();
        below.write(new ByteBuffer[] {encrypted}, 1);
    }

    /// Takes from what spilled.
    long takeSpilled(ByteBuffer[] targets) {
        long taken = 0;
        for (ByteBuffer target : targets) {
            int count = Math.min(target.remaining(), spilled.remaining());
            target.put(target.position(), spilled, spilled.position(), count);
            target.position(target.position() + count);
            spilled.position(spilled.position() + count);
            taken += count;
        }
        return taken;
    }
}

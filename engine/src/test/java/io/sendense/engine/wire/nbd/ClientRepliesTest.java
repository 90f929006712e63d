package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// Replies that are errors, and replies that break the rules.
class ClientRepliesTest extends AgainstScript {
    @Test
    void passesOnErrorsWithTheServersWordsAndLivesOn() throws Exception {
        against(
                peer -> {
                    long cookie = peer.request().cookie();
                    peer.chunk(0, DATA, cookie, number(0, 8), new byte[10]);
                    peer.chunk(
                            0,
                            0x8002,
                            cookie,
                            number(5, 4),
                            number(4, 2),
                            "ouch".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            number(9, 8));
                    peer.chunk(DONE, DATA, cookie, number(10, 8), new byte[90]);
                    peer.simple(28, takeWrite(peer).cookie());
                    peer.chunk(DONE, 0x8fff, peer.request().cookie(), number(75, 4), number(0, 2));
                    peer.simple(0, peer.request().cookie());
                },
                device -> {
                    assertThatThrownBy(() -> read(device, 0, 100))
                            .isInstanceOfSatisfying(
                                    NbdErrorException.class,
                                    e -> {
                                        assertThat(e.errno()).isEqualTo(NbdErrno.EIO);
                                        assertThat(e)
                                                .hasMessageContainingAll(
                                                        "ouch", "READ 0+100", "disk");
                                    });
                    assertThatThrownBy(() -> device.write(5, ByteBuffer.allocate(7)))
                            .isInstanceOfSatisfying(
                                    NbdErrorException.class,
                                    e -> assertThat(e.errno()).isEqualTo(NbdErrno.ENOSPC))
                            .hasMessageContaining("WRITE 5+7");
                    assertThatThrownBy(device::flush)
                            .isInstanceOfSatisfying(
                                    NbdErrorException.class,
                                    e -> assertThat(e.code()).isEqualTo(75));
                    device.flush();
                });
    }

    /// A read of 100 bytes at 1000 fails, with these words, and the connection with it.
    private void breaksOver(String words, ScriptedServer.Script script) throws Exception {
        against(
                script,
                device -> {
                    assertThatThrownBy(() -> read(device, 1000, 100))
                            .isInstanceOf(NbdDisconnectedException.class)
                            .hasMessageContaining("disk")
                            .hasMessageContaining(words);
                    assertThatThrownBy(device::flush)
                            .isInstanceOf(NbdDisconnectedException.class)
                            .hasMessageContaining("cannot be sent");
                });
    }

    @Test
    void givesUpAServerThatBreaksTheRulesOfReplies() throws Exception {
        breaksOver(
                "begins with 0x0",
                peer -> {
                    peer.out().write(new byte[16]);
                    peer.out().flush();
                });
        breaksOver("which nobody sent", peer -> peer.simple(0, peer.request().cookie() + 1));
        breaksOver(
                "a simple reply to READ 1000+100", peer -> peer.simple(0, peer.request().cookie()));
        breaksOver(
                "not within the read 1000+100",
                peer ->
                        peer.chunk(
                                DONE,
                                DATA,
                                peer.request().cookie(),
                                number(999, 8),
                                new byte[100]));
        breaksOver(
                "not within the read 1000+100",
                peer ->
                        peer.chunk(
                                DONE,
                                DATA,
                                peer.request().cookie(),
                                number(1000, 8),
                                new byte[101]));
        breaksOver(
                "not within the read 1000+100",
                peer ->
                        peer.chunk(
                                DONE,
                                HOLE,
                                peer.request().cookie(),
                                number(1000, 8),
                                number(-1, 4)));
        breaksOver(
                "not within the read 1000+100",
                peer ->
                        peer.chunk(
                                DONE, HOLE, peer.request().cookie(), number(-1, 8), number(1, 4)));
        breaksOver(
                "overlaps",
                peer -> {
                    long cookie = peer.request().cookie();
                    peer.chunk(0, DATA, cookie, number(1000, 8), new byte[50]);
                    peer.chunk(DONE, DATA, cookie, number(1049, 8), new byte[51]);
                });
        breaksOver(
                "only 50 came",
                peer ->
                        peer.chunk(
                                DONE,
                                DATA,
                                peer.request().cookie(),
                                number(1000, 8),
                                new byte[50]));
        breaksOver("only 0 came", peer -> peer.chunk(DONE, 0, peer.request().cookie()));
        breaksOver("empty chunk", peer -> peer.chunk(0, 0, peer.request().cookie()));
        breaksOver("type 77", peer -> peer.chunk(DONE, 77, peer.request().cookie()));
        breaksOver("type 5", peer -> peer.chunk(DONE, 5, peer.request().cookie(), new byte[12]));
        breaksOver(
                "error chunk of 5 bytes",
                peer -> peer.chunk(DONE, 0x8001, peer.request().cookie(), new byte[5]));
        breaksOver(
                "error text of 7 bytes",
                peer ->
                        peer.chunk(
                                DONE,
                                0x8001,
                                peer.request().cookie(),
                                number(5, 4),
                                number(7, 2),
                                new byte[6]));
        breaksOver(
                "closed the connection",
                peer -> {
                    peer.request();
                    throw new IOException("gone");
                });
    }

    @Test
    void givesUpAServerThatTellsNonsenseAboutARange() throws Exception {
        byte[][] nonsense = {
            join(number(6, 4), number(512, 4), number(0, 4)),
            join(number(5, 4), number(0, 4), number(0, 4)),
            join(number(5, 4), number(SIZE, 4), number(0, 4), number(1, 4), number(0, 4)),
            number(5, 4),
        };
        for (byte[] payload : nonsense) {
            against(
                    peer -> peer.chunk(DONE, 5, peer.request().cookie(), payload),
                    device ->
                            assertThatThrownBy(() -> device.blockStatus(0, SIZE))
                                    .isInstanceOf(NbdDisconnectedException.class));
        }
    }

    private static byte[] join(byte[]... parts) {
        var joined = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}

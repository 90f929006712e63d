package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.Buffer;
import com.jcraft.jsch.Channel;
import com.jcraft.jsch.Session;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives a JSch channel a larger window and lets us say when it opens again (RFC 4254, 5.2).
///
/// JSch keeps what is left of a channel's window in `lwsize`, sends a `WINDOW_ADJUST` when less
/// than half of `lwsize_max` is left, and does both after the bytes were written to the channel's
/// stream. Whoever gives the stream's bytes back to `lwsize` while they are being written keeps
/// JSch from ever sending one, and sends them when the target has taken the bytes.
///
/// These are fields and methods that JSch does not export. They are looked up once; where one is
/// missing or closed (another version, or JSch as a named module), [#find] is empty and channels
/// keep the window and the ways of JSch.
final class ChannelHook {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelHook.class);
    static final String PLAIN = "sendense.ssh.plainWindows";

    private static final byte WINDOW_ADJUST = 93;
    private static final Optional<ChannelHook> FOUND = look();

    private final VarHandle window;
    private final VarHandle windowMax;
    private final VarHandle packetMax;
    private final MethodHandle recipient;
    private final MethodHandle newPacket;
    private final MethodHandle resetPacket;
    private final MethodHandle write;

    private ChannelHook() throws ReflectiveOperationException {
        MethodHandles.Lookup own = MethodHandles.lookup();
        MethodHandles.Lookup channel = MethodHandles.privateLookupIn(Channel.class, own);
        window = channel.findVarHandle(Channel.class, "lwsize", int.class);
        windowMax = channel.findVarHandle(Channel.class, "lwsize_max", int.class);
        packetMax = channel.findVarHandle(Channel.class, "lmpsize", int.class);
        recipient =
                channel.findVirtual(
                        Channel.class, "getRecipient", MethodType.methodType(int.class));
        Class<?> packet = channel.findClass("com.jcraft.jsch.Packet");
        newPacket =
                channel.findConstructor(packet, MethodType.methodType(void.class, Buffer.class))
                        .asType(MethodType.methodType(Object.class, Buffer.class));
        resetPacket =
                channel.findVirtual(packet, "reset", MethodType.methodType(void.class))
                        .asType(MethodType.methodType(void.class, Object.class));
        MethodHandles.Lookup session = MethodHandles.privateLookupIn(Session.class, own);
        write =
                session.findVirtual(
                                Session.class, "write", MethodType.methodType(void.class, packet))
                        .asType(MethodType.methodType(void.class, Session.class, Object.class));
    }

    private static Optional<ChannelHook> look() {
        try {
            return Optional.of(new ChannelHook());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("channels keep the window of JSch, 128 KiB: {}", e.toString());
            return Optional.empty();
        }
    }

    /// The hook, where this JSch can be hooked and nobody has asked for JSch's own ways with
    /// `-Dsendense.ssh.plainWindows=true`.
    static Optional<ChannelHook> find() {
        return Boolean.getBoolean(PLAIN) ? Optional.empty() : FOUND;
    }

    /// Sets the window and the longest packet of a channel that is not open yet, in bytes.
    void size(Channel channel, int windowBytes, int packetBytes) {
        window.setVolatile(channel, windowBytes);
        windowMax.setVolatile(channel, windowBytes);
        packetMax.setVolatile(channel, packetBytes);
    }

    /// Keeps JSch from counting bytes. To be called by the thread that reads the connection, while
    /// they are being written to the channel's stream.
    void taken(Channel channel, int bytes) {
        window.setVolatile(channel, (int) window.getVolatile(channel) + bytes);
    }

    /// Tells the peer that it may send this many bytes more.
    ///
    /// @throws java.io.IOException the connection is lost
    void open(Channel channel, int bytes) throws java.io.IOException {
        try {
            Session session = channel.getSession();
            Buffer buffer = new Buffer(200);
            Object packet = (Object) newPacket.invokeExact(buffer);
            resetPacket.invokeExact(packet);
            buffer.putByte(WINDOW_ADJUST);
            buffer.putInt((int) recipient.invokeExact(channel));
            buffer.putInt(bytes);
            synchronized (channel) {
                if (channel.isConnected()) {
                    write.invokeExact(session, packet);
                }
            }
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new java.io.IOException("a window cannot be opened", e);
        }
    }
}

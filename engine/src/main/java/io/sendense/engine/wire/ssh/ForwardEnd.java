package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelForwardedTCPIP;
import com.jcraft.jsch.ForwardedTCPIPDaemon;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The end at this side of one connection that came in at a [RemoteForward]. JSch makes one by its
/// name for each, tells it the channel, then the forward, then runs it; only after that the channel
/// is confirmed. What is thrown before refuses the channel, and the far client sees its connection
/// close.
@SuppressWarnings("exports") // JSch has to be able to make one
public final class ForwardEnd implements ForwardedTCPIPDaemon {
    private @Nullable Channel channel;
    private @Nullable ChannelPipe pipe;

    @Override
    public void setChannel(
            ChannelForwardedTCPIP incoming, InputStream fromPeer, OutputStream toPeer) {
        channel = incoming;
    }

    /// @param argument the one [RemoteForward]
    @Override
    public void setArg(Object[] argument) {
        Channel incoming = Objects.requireNonNull(channel, "JSch names the channel first");
        try {
            ChannelPipe made = ((RemoteForward) argument[0]).accept(incoming);
            incoming.setInputStream(made.fromSocket());
            incoming.setOutputStream(made.toSocket());
            pipe = made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void run() {
        Objects.requireNonNull(pipe, "JSch names the forward first").pump();
    }
}

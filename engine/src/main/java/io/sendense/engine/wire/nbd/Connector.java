package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Makes the socket of a client connection.
final class Connector {

    private Connector() {}

    /// Tries the addresses of the endpoint in turn.
    ///
    /// @param limit for each of them
    /// @throws ConnectException none of them can be reached; the message names the endpoint and
    ///   what the last one answered
    static Link connect(NbdEndpoint endpoint, Duration limit) throws ConnectException {
        try {
            IOException failure = new UnknownHostException("it has no address");
            for (SocketAddress address : addresses(endpoint)) {
                try {
                    return new ChannelLink(connected(endpoint, address, limit));
                } catch (IOException e) {
                    failure = e;
                }
            }
            throw failure;
        } catch (IOException e) {
            ConnectException failure =
                    new ConnectException("cannot connect to " + endpoint + ": " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static List<SocketAddress> addresses(NbdEndpoint endpoint) throws IOException {
        return switch (endpoint) {
            case NbdEndpoint.UnixSocket(Path path) -> List.of(UnixDomainSocketAddress.of(path));
            case NbdEndpoint.Tcp(InetSocketAddress address) -> {
                if (!address.isUnresolved()) {
                    yield List.of(address);
                }
                List<SocketAddress> found = new ArrayList<>();
                for (InetAddress each : InetAddress.getAllByName(address.getHostString())) {
                    found.add(new InetSocketAddress(each, address.getPort()));
                }
                yield found;
            }
        };
    }

    private static SocketChannel connected(
            NbdEndpoint endpoint, SocketAddress address, Duration limit) throws IOException {
        SocketChannel channel = ChannelLink.open(endpoint);
        try (Deadline deadline = new Deadline(limit, () -> closeQuietly(channel))) {
            try {
                channel.connect(address);
            } catch (IOException e) {
                throw deadline.explain(e, "connecting to " + endpoint);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // The connection attempt fails, which is what closing was for.
        }
    }
}

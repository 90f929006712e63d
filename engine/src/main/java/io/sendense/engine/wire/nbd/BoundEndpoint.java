package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/// A listening socket, and the file of a Unix one for as long as it is open.
final class BoundEndpoint implements AutoCloseable {
    private final ServerSocketChannel channel;
    private final NbdEndpoint endpoint;

    private BoundEndpoint(ServerSocketChannel channel, NbdEndpoint endpoint) {
        this.channel = channel;
        this.endpoint = endpoint;
    }

    /// @throws IllegalArgumentException the address is not one of this machine's loopback addresses
    ///   and the policy does not allow others
    /// @throws IOException the address is taken or cannot be bound
    static BoundEndpoint bind(NbdEndpoint endpoint, NbdPolicy.Reach reach) throws IOException {
        return switch (endpoint) {
            case NbdEndpoint.UnixSocket(Path path) -> unix(path.toAbsolutePath());
            case NbdEndpoint.Tcp(InetSocketAddress address) -> tcp(address, reach);
        };
    }

    private static BoundEndpoint tcp(InetSocketAddress asked, NbdPolicy.Reach reach)
            throws IOException {
        InetSocketAddress address =
                asked.isUnresolved()
                        ? new InetSocketAddress(
                                InetAddress.getByName(asked.getHostString()), asked.getPort())
                        : asked;
        boolean loopback = address.getAddress().isLoopbackAddress();
        if (!loopback && reach == NbdPolicy.Reach.LOOPBACK_ONLY) {
            throw new IllegalArgumentException(
                    address + " is not a loopback address, and no other is allowed");
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            InetSocketAddress actual = new InetSocketAddress(address.getAddress(), port);
            return new BoundEndpoint(channel, new NbdEndpoint.Tcp(actual));
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /// Binds in a folder nobody else can enter and moves the socket from there: between being bound
    /// and being given its mode, a socket is open to whoever the umask lets in.
    private static BoundEndpoint unix(Path path) throws IOException {
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(path);
        removeStale(path);
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException(path + " is not the path of a file");
        }
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            if (Files.getFileStore(parent).supportsFileAttributeView("posix")) {
                bindInPrivate(channel, parent, path);
            } else {
                channel.bind(UnixDomainSocketAddress.of(path));
            }
            return new BoundEndpoint(channel, endpoint);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on " + path + ": " + e.getMessage(), e);
        }
    }

    private static void bindInPrivate(ServerSocketChannel channel, Path parent, Path path)
            throws IOException {
        Path folder = privateFolder(parent);
        Path socket = folder.resolve("s");
        try {
            channel.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            Files.move(socket, path);
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    /// Makes a folder with mode 0700 and a name so short that a socket within it has a path the
    /// system can hold wherever the final one does.
    private static Path privateFolder(Path parent) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        SecureRandom random = new SecureRandom();
        for (int attempt = 1; ; attempt++) {
            String name = "." + Integer.toString(random.nextInt(36, 36 * 36), 36);
            try {
                return Files.createDirectory(parent.resolve(name), ownerOnly);
            } catch (FileAlreadyExistsException e) {
                if (attempt == 100) {
                    throw e;
                }
            }
        }
    }

    /// A crash leaves the file of a socket behind. It is told from a living one by trying.
    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new BindException(path + " exists and is no socket");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException _) {
            Files.deleteIfExists(path);
            return;
        }
        throw new BindException("another server listens on " + path);
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /// The address as bound: absolute path, or actual port.
    NbdEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (endpoint instanceof NbdEndpoint.UnixSocket(Path path)) {
                Files.deleteIfExists(path);
            }
        }
    }
}

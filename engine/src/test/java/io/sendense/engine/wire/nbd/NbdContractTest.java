package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceContract;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The client over this project's own server is a block device like any other.
class NbdContractTest {

    abstract static class OverOurServer extends BlockDeviceContract {
        private NbdServer server;

        abstract NbdEndpoint endpoint();

        NbdClientOptions options() throws Exception {
            return NbdClientOptions.standard();
        }

        NbdPolicy policy() throws Exception {
            return NbdPolicy.standard();
        }

        NbdExportOptions exportOptions() {
            return NbdExportOptions.standard();
        }

        BlockDevice device(long size) {
            return new MemoryBlockDevice(size);
        }

        @Override
        protected BlockDevice create(long size) throws Exception {
            server = NbdServer.listen(endpoint(), NbdLimits.standard(), policy());
            server.export("disk", device(size), exportOptions());
            return NbdBlockDevice.connect(server.uri("disk"), options().withExpectedSize(size));
        }

        @AfterEach
        void stop() throws Exception {
            server.close();
        }
    }

    @Nested
    class OverUnixSocket extends OverOurServer {
        @TempDir Path folder;

        @Override
        NbdEndpoint endpoint() {
            return new NbdEndpoint.UnixSocket(folder.resolve("nbd.sock"));
        }
    }

    @Nested
    class OverTcp extends OverOurServer {
        @Override
        NbdEndpoint endpoint() {
            return NbdEndpoint.Tcp.loopback(0);
        }
    }

    @Nested
    class OverFourConnections extends OverOurServer {
        @TempDir Path folder;

        @Override
        NbdEndpoint endpoint() {
            return new NbdEndpoint.UnixSocket(folder.resolve("nbd.sock"));
        }

        @Override
        NbdClientOptions options() {
            return NbdClientOptions.standard().withConnections(4);
        }
    }

    @Nested
    class WithSmallPayloads extends OverOurServer {
        @TempDir Path folder;

        @Override
        NbdEndpoint endpoint() {
            return new NbdEndpoint.UnixSocket(folder.resolve("nbd.sock"));
        }

        @Override
        NbdClientOptions options() {
            return NbdClientOptions.standard().withMaxPayloadBytes(4096);
        }
    }

    /// The device behind it fails the test that shows it anything but whole blocks.
    @Nested
    class WithBlocksOf512 extends OverOurServer {
        @TempDir Path folder;

        @Override
        NbdEndpoint endpoint() {
            return new NbdEndpoint.UnixSocket(folder.resolve("nbd.sock"));
        }

        @Override
        NbdExportOptions exportOptions() {
            return NbdExportOptions.standard().withMinimumBlockBytes(512);
        }

        @Override
        BlockDevice device(long size) {
            return new WholeBlocksTest.Picky(new MemoryBlockDevice(size));
        }
    }

    @Nested
    class WithExtendedHeaders extends OverOurServer {
        @TempDir Path folder;

        @Override
        NbdEndpoint endpoint() {
            return new NbdEndpoint.UnixSocket(folder.resolve("nbd.sock"));
        }

        @Override
        NbdClientOptions options() {
            return NbdClientOptions.standard()
                    .withConnections(2)
                    .with(NbdClientOptions.Ask.EXTENDED_HEADERS);
        }
    }

    @Nested
    class OverTls extends OverOurServer {
        @TempDir Path folder;
        private TlsFolders folders;

        @Override
        NbdEndpoint endpoint() {
            return NbdEndpoint.Tcp.loopback(0);
        }

        @Override
        NbdPolicy policy() throws Exception {
            folders = new TlsFolders(folder);
            NbdCredentials ours = NbdCredentials.ofServer(folders.of("server", "localhost"));
            return NbdPolicy.standard().withTls(NbdServerTls.require(ours));
        }

        @Override
        NbdClientOptions options() throws Exception {
            return NbdClientOptions.standard()
                    .withConnections(3)
                    .withTls(NbdClientTls.require(NbdCredentials.ofClient(folders.ofNobody())));
        }
    }
}

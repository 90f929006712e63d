package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import io.sendense.engine.source.vsphere.http.SessionCookie;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;

/// Opens frozen disks over one server's `/folder`. Thread-safe.
public final class FolderTransport implements AutoCloseable {
    private static final int HTTPS_PORT = 443;

    /// Descriptors are about 500 bytes long; longer files hold data.
    private static final int LONGEST_DESCRIPTOR_BYTES = 64 << 10;

    private static final String ENDING = ".vmdk";
    private static final String FLAT_ENDING = "-flat.vmdk";

    private final FolderServer server;
    private final SmallFiles files;

    /// @param sdk the server's SOAP address; `/folder` is on the same host and port
    public FolderTransport(
            URI sdk,
            SSLContext tls,
            HttpsExchange https,
            SessionCookie cookie,
            SessionRenewal renewal,
            FolderLimits limits) {
        int port = sdk.getPort() < 0 ? HTTPS_PORT : sdk.getPort();
        String host = sdk.getHost().replaceAll("^\\[|\\]$", "");
        String authority = sdk.getPort() < 0 ? sdk.getHost() : sdk.getHost() + ":" + port;
        var address = new RangeConnection.Address(host, port, authority);
        this.server =
                new FolderServer(
                        address,
                        https,
                        new ConnectionPool(address, tls, limits),
                        cookie,
                        renewal,
                        limits);
        this.files = new SmallFiles(server);
    }

    /// Opens a disk read-only.
    ///
    /// @param datacenterPath inventory path of its datacenter, with vSphere's escapes left in
    /// @throws UnsupportedDiskException its data is not in one flat file
    /// @throws FileSizeException the file's size is not the disk's
    /// @throws IOException the files could not be looked at
    public BlockDevice open(VirtualDisk disk, Optional<String> datacenterPath)
            throws IOException, InterruptedException {
        refuseByBacking(disk);
        DatastorePath data = dataFile(disk, datacenterPath);
        String target = DatastoreUrl.target(data, datacenterPath);
        OptionalLong size = files.size(target);
        if (size.isEmpty()) {
            throw new UnsupportedDiskException("there is no file " + data);
        }
        if (size.getAsLong() != disk.capacityBytes()) {
            throw new FileSizeException(data, disk.capacityBytes(), size.getAsLong());
        }
        return new FolderBlockDevice(
                disk.capacityBytes(),
                new RangeReader(data.toString(), target, server),
                server.limits());
    }

    /// The content of a small file; nothing where there is none, or a longer one.
    ///
    /// @throws IOException it could not be read
    public Optional<byte[]> file(DatastorePath file, Optional<String> datacenterPath, int mostBytes)
            throws IOException, InterruptedException {
        return files.content(DatastoreUrl.target(file, datacenterPath), mostBytes);
    }

    private static void refuseByBacking(VirtualDisk disk) throws UnsupportedDiskException {
        if (!disk.mode().takesPartInSnapshots()) {
            throw new UnsupportedDiskException(
                    "its mode is " + disk.mode() + ", so that no snapshot holds it still");
        }
        if (disk.backing() != DiskBacking.FLAT) {
            throw new UnsupportedDiskException(
                    "its backing is " + disk.backing() + " (" + disk.file() + "), not a flat file");
        }
        if (disk.parentFiles() > 0) {
            throw new UnsupportedDiskException(
                    disk.file() + " is a redo log over " + disk.parentFiles() + " other files");
        }
    }

    private DatastorePath dataFile(VirtualDisk disk, Optional<String> datacenterPath)
            throws IOException, InterruptedException {
        DatastorePath file = disk.file();
        Optional<VmdkDescriptor> descriptor =
                files.content(DatastoreUrl.target(file, datacenterPath), LONGEST_DESCRIPTOR_BYTES)
                        .flatMap(VmdkDescriptor::parse);
        if (descriptor.isPresent()) {
            Optional<String> objection = descriptor.get().objection();
            if (objection.isPresent()) {
                throw new UnsupportedDiskException(file + ": " + objection.get());
            }
            return file.sibling(descriptor.get().files().getFirst().name());
        }
        if (!file.path().endsWith(ENDING)) {
            throw new UnsupportedDiskException(file + " is no descriptor of a disk");
        }
        // some servers give no descriptor; the data file beside it counts if its size is right
        return file.withSuffix(ENDING, FLAT_ENDING);
    }

    /// Closes all connections; reads under way fail. Repeatable.
    @Override
    public void close() {
        server.connections().close();
    }
}

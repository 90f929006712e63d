package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.disk.vmdk.RedoLog;
import io.sendense.engine.disk.vmdk.RedoLogCache;
import io.sendense.engine.disk.vmdk.UnsupportedVmdkException;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import io.sendense.engine.source.vsphere.http.SessionCookie;
import io.sendense.engine.source.vsphere.transport.DiskToOpen;
import io.sendense.engine.source.vsphere.transport.DiskTransport;
import io.sendense.engine.source.vsphere.transport.FileSizeException;
import io.sendense.engine.source.vsphere.transport.OpenedDisk;
import io.sendense.engine.source.vsphere.transport.UnsupportedDiskException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Opens frozen disks over one server's `/folder`. Thread-safe.
public final class FolderTransport implements DiskTransport {
    static final String NAME = "folder";
    private static final int HTTPS_PORT = 443;

    private final FolderServer server;
    private final SmallFiles files;
    private final DiskFiles chains;

    /// One server's folder, with a session there.
    ///
    /// @param sdk the server's SOAP address; `/folder` is on the same host and port
    public FolderTransport(
            URI sdk,
            SSLContext tls,
            HttpsExchange https,
            SessionCookie cookie,
            SessionRenewal renewal,
            FolderLimits limits) {
        this(address(sdk), tls, https, new SessionAdmission(cookie, renewal), limits);
    }

    FolderTransport(
            RangeConnection.Address address,
            SSLContext tls,
            HttpsExchange https,
            FileAdmission admission,
            FolderLimits limits) {
        this.server =
                new FolderServer(
                        address,
                        https,
                        new ConnectionPool(address, tls, limits),
                        admission,
                        limits);
        this.files = new SmallFiles(server);
        this.chains = new DiskFiles(files);
    }

    private static RangeConnection.Address address(URI sdk) {
        int port = sdk.getPort() < 0 ? HTTPS_PORT : sdk.getPort();
        String host = sdk.getHost().replaceAll("^\\[|\\]$", "");
        String authority = sdk.getPort() < 0 ? sdk.getHost() : sdk.getHost() + ":" + port;
        return new RangeConnection.Address(host, port, authority);
    }

    /// A session there.
    private record SessionAdmission(SessionCookie session, SessionRenewal renewal)
            implements FileAdmission {
        @Override
        public String cookie(String method, String target) {
            return session.header();
        }

        @Override
        public void renew(String refused) throws IOException, InterruptedException {
            renewal.renew(refused);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public OpenedDisk open(DiskToOpen wanted) throws IOException, InterruptedException {
        VirtualDisk disk = wanted.disk();
        refuseByBacking(disk);
        List<DiskFiles.DataFile> files = chains.of(wanted);
        DiskRequests requests = new DiskRequests(server.limits());
        RedoLogCache tables = new RedoLogCache();
        List<ChainLayer> layers = new ArrayList<>();
        for (DiskFiles.DataFile file : files) {
            layers.add(layer(disk, file, requests, tables));
        }
        List<DatastorePath> paths = files.stream().map(DiskFiles.DataFile::path).toList();
        if (layers.size() == 1) {
            return new OpenedDisk(layers.getFirst().file(), NAME, paths, 1);
        }
        String name = disk.label() + ", " + disk.file();
        return new OpenedDisk(
                new ChainBlockDevice(name, layers, requests.mostBytes()),
                NAME,
                paths,
                ReadPlan.MOST_AT_ONCE);
    }

    private ChainLayer layer(
            VirtualDisk disk, DiskFiles.DataFile file, DiskRequests requests, RedoLogCache tables)
            throws IOException {
        String name = disk.label() + ", " + file.path();
        RangeReader reader = new RangeReader(name, file.path(), file.target(), server);
        FolderBlockDevice device = new FolderBlockDevice(file.bytes(), reader, requests);
        if (!file.redoLog()) {
            return new ChainLayer(device, Optional.empty());
        }
        RedoLog log;
        try {
            log = RedoLog.open(name, device, tables);
        } catch (UnsupportedVmdkException e) {
            throw new UnsupportedDiskException(
                    Cause.of(CauseCode.AT)
                            .with("place", file.path().toString())
                            .because(Causes.technical(e.feature())),
                    e);
        }
        if (log.size() != disk.capacityBytes()) {
            throw new FileSizeException(file.path(), disk.capacityBytes(), log.size());
        }
        return new ChainLayer(device, Optional.of(log));
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
                    Cause.of(CauseCode.DISK_MODE_WITHOUT_SNAPSHOT)
                            .with("mode", disk.mode().toString()));
        }
        switch (disk.backing()) {
            case FLAT, SPARSE -> {}
            case RAW_PHYSICAL -> throw refused(CauseCode.DISK_RAW_PHYSICAL, disk);
            case RAW_VIRTUAL -> throw refused(CauseCode.DISK_RAW_VIRTUAL, disk);
            case UNKNOWN -> throw refused(CauseCode.DISK_BACKING_UNKNOWN, disk);
        }
    }

    private static UnsupportedDiskException refused(CauseCode code, VirtualDisk disk) {
        return new UnsupportedDiskException(Cause.of(code).with("file", disk.file().toString()));
    }

    /// Closes all connections; reads under way fail. Repeatable.
    @Override
    public void close() {
        server.connections().close();
    }
}

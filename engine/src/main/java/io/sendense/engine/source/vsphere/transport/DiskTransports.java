package io.sendense.engine.source.vsphere.transport;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Chooses for each disk the first way that is open to it. Thread-safe.
public final class DiskTransports implements AutoCloseable {
    private final List<DiskTransport> transports;

    /// @param transports at least one; the best first. They are closed with this
    public DiskTransports(List<DiskTransport> transports) {
        this.transports = List.copyOf(transports);
    }

    /// Opens a disk.
    ///
    /// @throws UnsupportedDiskException no way is open to it; its reason says why not, of each
    /// @throws IOException a way that is open failed: no other is tried, which would hide that
    public OpenedDisk open(DiskToOpen disk) throws IOException, InterruptedException {
        List<UnsupportedDiskException> refusals = new ArrayList<>();
        for (DiskTransport transport : transports) {
            try {
                return transport.open(disk);
            } catch (UnsupportedDiskException e) {
                refusals.add(e);
            }
        }
        List<Cause> reasons = new ArrayList<>();
        for (int i = 0; i < refusals.size(); i++) {
            reasons.add(
                    Cause.of(CauseCode.AT)
                            .with("place", transports.get(i).name())
                            .because(refusals.get(i).explanation()));
        }
        var none = new UnsupportedDiskException(Cause.all(reasons));
        refusals.forEach(none::addSuppressed);
        throw none;
    }

    @Override
    public void close() {
        transports.forEach(DiskTransport::close);
    }
}

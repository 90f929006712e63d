package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.ExplainedException;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import io.sendense.engine.source.vsphere.transport.DiskToOpen;
import io.sendense.engine.source.vsphere.transport.DiskTransport;
import io.sendense.engine.source.vsphere.transport.OpenedDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens frozen disks over the `/folder` of the host that runs the VM, without the vCenter in the
/// middle, where that can be reached and lets us in; else over the vCenter's. A disk whose host
/// fails later goes on over the vCenter too. Thread-safe.
public final class HostFolderTransport implements DiskTransport {
    private static final Logger LOG = LoggerFactory.getLogger(HostFolderTransport.class);

    /// A host that could not be read from is left alone for so long.
    private static final Duration SHUNNED = Duration.ofMinutes(5);

    /// The vCenter is there: no need to wait for long.
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final long MOST_DESCRIPTOR_BYTES = 1 << 20;

    private final FolderTransport vcenter;
    private final HostTickets tickets;
    private final HostFolder.Limits limits;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final Map<ObjectId, HostFolder> hosts = new HashMap<>();
    private final Map<ObjectId, Long> failedAtNanos = new HashMap<>();
    private boolean closed;

    /// @param vcenter closed with this
    /// @param reads as for the vCenter; those that fail are repeated for a shorter time
    public HostFolderTransport(FolderTransport vcenter, HostTickets tickets, FolderLimits reads) {
        this.vcenter = vcenter;
        this.tickets = tickets;
        Duration connect = shorter(reads.connect(), CONNECT);
        this.limits =
                new HostFolder.Limits(
                        new HttpsExchange.Limits(
                                connect, connect.plus(reads.silence()), MOST_DESCRIPTOR_BYTES),
                        new FolderLimits(
                                connect,
                                reads.silence(),
                                shorter(reads.retry(), RETRY),
                                reads.requestBytes(),
                                reads.perDisk(),
                                reads.connections()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public String name() {
        return FolderTransport.NAME;
    }

    @Override
    public OpenedDisk open(DiskToOpen wanted) throws IOException, InterruptedException {
        if (wanted.host().isEmpty() || isShunned(wanted.host().get())) {
            return vcenter.open(wanted);
        }
        ObjectId id = wanted.host().get();
        try {
            HostFolder host = host(id, wanted);
            OpenedDisk direct = host.open(wanted);
            return new OpenedDisk(
                    new FailoverDevice(
                            direct.device(), () -> goOn(id, wanted), wanted.disk().label()),
                    direct.transport() + ", host " + host.name(),
                    direct.files(),
                    direct.requests());
        } catch (IOException e) {
            // what is no fault of the host's, the vCenter will say again
            LOG.info(
                    "{} is read over the vCenter, not from its host {}: {}",
                    wanted.disk().file(),
                    id,
                    e.toString());
            OpenedDisk other = vcenter.open(wanted);
            shun(id);
            return other;
        }
    }

    private BlockDevice goOn(ObjectId host, DiskToOpen wanted)
            throws IOException, InterruptedException {
        shun(host);
        return vcenter.open(wanted).device();
    }

    private HostFolder host(ObjectId id, DiskToOpen wanted)
            throws IOException, InterruptedException {
        Optional<HostFolder> known = keep(id, Optional.empty());
        if (known.isPresent()) {
            return known.get();
        }
        HostFolder made = HostFolder.of(tickets, tickets.address(id), wanted.disk().file(), limits);
        HostFolder kept = keep(id, Optional.of(made)).orElseThrow();
        if (!kept.equals(made)) {
            made.close();
        }
        return kept;
    }

    /// The one of this host: the first that was made.
    private Optional<HostFolder> keep(ObjectId id, Optional<HostFolder> made) throws IOException {
        lock.lock();
        try {
            if (closed) {
                made.ifPresent(HostFolder::close);
                throw new ExplainedException(Cause.of(CauseCode.SOURCE_CLOSED));
            }
            made.ifPresent(host -> hosts.putIfAbsent(id, host));
            return Optional.ofNullable(hosts.get(id));
        } finally {
            lock.unlock();
        }
    }

    private boolean isShunned(ObjectId host) {
        lock.lock();
        try {
            Long since = failedAtNanos.get(host);
            return since != null && System.nanoTime() - since < SHUNNED.toNanos();
        } finally {
            lock.unlock();
        }
    }

    private void shun(ObjectId host) {
        lock.lock();
        try {
            failedAtNanos.put(host, System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /// Closes all connections; reads under way fail. Repeatable.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            hosts.values().forEach(HostFolder::close);
            hosts.clear();
        } finally {
            lock.unlock();
        }
        vcenter.close();
    }
}

package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.ExplainedException;
import io.sendense.engine.security.TrustedTls;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import io.sendense.engine.source.vsphere.transport.DiskToOpen;
import io.sendense.engine.source.vsphere.transport.OpenedDisk;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// One host's own `/folder`. Each request bears a ticket that the vCenter gives for it; the host
/// must show the certificate that the vCenter names. Thread-safe.
final class HostFolder implements AutoCloseable {
    private static final String COOKIE = "vmware_cgi_ticket=";

    private final String name;
    private final HttpsExchange https;
    private final FolderTransport files;

    private HostFolder(String name, HttpsExchange https, FolderTransport files) {
        this.name = name;
        this.https = https;
        this.files = files;
    }

    /// Sends nothing to the host.
    ///
    /// @param first a file that will be asked for there: the vCenter says then which certificate
    ///   the host has
    /// @throws IOException the vCenter does not let us, or does not say
    static HostFolder of(
            HostTickets tickets, HostTickets.Address address, DatastorePath first, Limits limits)
            throws IOException, InterruptedException {
        String literal = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
        String authority = literal + ":" + address.port();
        URI descriptor =
                URI.create("https://" + authority + DatastoreUrl.target(first, Optional.empty()));
        String thumbprint = tickets.ticket("HEAD", descriptor).thumbprint();
        if (thumbprint.isBlank()) {
            throw new ExplainedException(Cause.of(CauseCode.CERTIFICATE_NOT_TOLD));
        }
        SSLContext tls = TrustedTls.vouchedFor(thumbprint);
        HttpsExchange https = new HttpsExchange(tls, limits.descriptors());
        FolderTransport files =
                new FolderTransport(
                        new RangeConnection.Address(address.host(), address.port(), authority),
                        tls,
                        https,
                        new TicketAdmission(tickets, authority),
                        limits.reads());
        return new HostFolder(address.name(), https, files);
    }

    /// What a host may take.
    record Limits(HttpsExchange.Limits descriptors, FolderLimits reads) {}

    String name() {
        return name;
    }

    /// Opens a disk; hosts know no datacenters.
    OpenedDisk open(DiskToOpen disk) throws IOException, InterruptedException {
        return files.open(new DiskToOpen(disk.vm(), disk.disk(), disk.host(), Optional.empty()));
    }

    @Override
    public void close() {
        files.close();
        https.close();
    }

    /// A ticket for each request.
    private record TicketAdmission(HostTickets tickets, String authority) implements FileAdmission {
        @Override
        public String cookie(String method, String target)
                throws IOException, InterruptedException {
            return COOKIE
                    + tickets.ticket(method, URI.create("https://" + authority + target)).id();
        }

        /// The next request has another ticket anyway.
        @Override
        public void renew(String refused) {}
    }
}

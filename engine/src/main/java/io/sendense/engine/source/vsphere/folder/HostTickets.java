package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.source.inventory.ObjectId;
import java.io.IOException;
import java.net.URI;

/// What a vCenter tells of its hosts, so that their files can be read without it. Thread-safe.
public interface HostTickets {
    /// Where a host is.
    ///
    /// @throws IOException the vCenter cannot be asked, or does not say
    Address address(ObjectId host) throws IOException, InterruptedException;

    /// A ticket for one request.
    ///
    /// @param method `GET` or `HEAD`
    /// @param file the address that will be asked
    /// @throws IOException the vCenter cannot be asked, or refuses
    Ticket ticket(String method, URI file) throws IOException, InterruptedException;

    /// Where a host is.
    ///
    /// @param name what people call the host
    /// @param host its name or address on the network
    record Address(String name, String host, int port) {}

    /// A ticket. Its text form hides the id.
    ///
    /// @param id good for one request
    /// @param thumbprint of the certificate that the host will show; empty where the vCenter does
    ///   not say
    record Ticket(String id, String thumbprint) {
        @Override
        public String toString() {
            return "Ticket[" + thumbprint + "]";
        }
    }
}

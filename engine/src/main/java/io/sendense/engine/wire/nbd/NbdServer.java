package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;

/// Serves block devices over NBD on one endpoint. Thread-safe.
@SuppressWarnings("DoNotCallSuggester") // until the server is here
public final class NbdServer implements AutoCloseable {

    private NbdServer() {}

    /// Starts listening with the standard policy.
    ///
    /// @throws IOException the endpoint cannot be bound
    public static NbdServer listen(NbdEndpoint endpoint, NbdLimits limits) throws IOException {
        return listen(endpoint, limits, NbdPolicy.standard());
    }

    /// Starts listening. There are no exports yet.
    ///
    /// @throws IOException the endpoint cannot be bound
    public static NbdServer listen(NbdEndpoint endpoint, NbdLimits limits, NbdPolicy policy)
            throws IOException {
        throw new IOException("serving " + endpoint + " is not supported yet");
    }

    /// Offers a device under a name, with the standard options. The device stays the caller's: it
    /// is to be closed after `withdraw` or `close`, never before.
    ///
    /// @throws IllegalArgumentException the name is taken or too long
    public void export(String name, BlockDevice device) {
        export(name, device, NbdExportOptions.standard());
    }

    public void export(String name, BlockDevice device, NbdExportOptions options) {
        throw new UnsupportedOperationException(name);
    }

    /// Takes an export back: no new requests, waits for those in flight, then closes the
    /// connections to it. When this returns, nothing touches the device any more.
    ///
    /// @throws IOException requests were still running when the time to drain was over
    public void withdraw(String name) throws IOException {
        throw new UnsupportedOperationException(name);
    }

    /// Where clients find an export, whether it exists or not.
    public NbdUri uri(String exportName) {
        throw new UnsupportedOperationException(exportName);
    }

    /// Withdraws every export, closes every connection, and deletes the file of a Unix socket.
    /// Repeatable.
    @Override
    public void close() throws IOException {}
}

package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the connections to an export, all of them alike. Immutable.
record Dialer(NbdUri uri, NbdClientOptions options) {

    /// Connects and completes the handshake of every connection.
    ///
    /// @param before what was agreed on earlier, if it must be the same again
    ExportClient dial(Optional<NbdTerms> before) throws IOException {
        List<ClientConnection> connections = new ArrayList<>();
        try {
            ClientConnection first = ClientConnection.open(uri, options);
            connections.add(first);
            NbdTerms terms = first.terms();
            check(terms);
            if (before.isPresent()) {
                checkSame(terms, before.get());
            }
            int wanted = terms.flags().canMultiConn() ? options.connections() : 1;
            while (connections.size() < wanted) {
                connections.add(another(terms, connections.size() + 1));
            }
            return new ExportClient(uri, connections, terms, options.maxPayloadBytes());
        } catch (IOException | RuntimeException e) {
            connections.forEach(ClientConnection::close);
            throw e;
        }
    }

    /// @throws NbdDisconnectedException the server is not what it was, but may become it
    private void checkSame(NbdTerms terms, NbdTerms before) throws IOException {
        String difference = uri + ": the server came back with " + terms + ", it had " + before;
        if (!terms.ofSameExport(before)) {
            throw new NbdProtocolException(difference);
        }
        if (!terms.interchangeableWith(before)) {
            // Contexts are selected before the export is entered, which may appear in between.
            throw new NbdDisconnectedException(difference);
        }
    }

    private void check(NbdTerms terms) throws IOException {
        long expected = options.expectedSize().orElse(terms.size());
        if (terms.size() != expected) {
            throw new NbdSizeMismatchException(uri.toString(), expected, terms.size());
        }
        int minimum = terms.blockSizes().minimum();
        if (terms.size() % minimum != 0) {
            throw new NbdProtocolException(
                    uri
                            + ": the end of its "
                            + terms.size()
                            + " bytes cannot be reached with blocks of "
                            + minimum);
        }
        if (options.maxPayloadBytes() < minimum) {
            throw new NbdProtocolException(
                    uri
                            + ": its blocks of "
                            + minimum
                            + " bytes are longer than a payload may be, "
                            + options.maxPayloadBytes());
        }
    }

    private ClientConnection another(NbdTerms terms, int number) throws IOException {
        ClientConnection connection;
        try {
            connection = ClientConnection.open(uri, options);
        } catch (NbdDisconnectedException e) {
            throw new NbdDisconnectedException(
                    e.getMessage()
                            + " (connection "
                            + number
                            + " of "
                            + options.connections()
                            + "; the server may allow fewer)",
                    e);
        }
        if (!connection.terms().interchangeableWith(terms)) {
            connection.close();
            throw new NbdProtocolException(
                    uri
                            + ": connection "
                            + number
                            + " got "
                            + connection.terms()
                            + ", the first one "
                            + terms);
        }
        return connection;
    }
}

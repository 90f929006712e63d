package io.sendense.engine.wire.nbd;

import io.sendense.engine.security.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Certificates of a CA and its servers and clients, in folders as other NBD programs want them.
final class TlsFolders {
    private final Path folder;
    private final TestIdentity authority;

    /// @param folder where the folders are made
    TlsFolders(Path folder) throws Exception {
        this(folder, TestIdentity.authority("Test CA"));
    }

    private TlsFolders(Path folder, TestIdentity authority) {
        this.folder = folder;
        this.authority = authority;
    }

    /// A folder of this side with a certificate for a name.
    ///
    /// @param side `server` or `client`
    Path of(String side, String host) throws Exception {
        return identity(side, authority.issue(host), authority);
    }

    /// A folder whose certificate another CA has signed, while it believes this one.
    Path ofStranger(String side, String host) throws Exception {
        TestIdentity other = TestIdentity.authority("Other CA");
        return identity(side, other.issue(host), authority);
    }

    /// Revokes the certificate of a client in the folder of its server.
    ///
    /// @return the client's folder
    Path revoke(Path server, String name) throws Exception {
        TestIdentity revoked = authority.issue(name);
        write(server.resolve("ca-crl.pem"), authority.revocationPem(revoked));
        return identity("client", revoked, authority);
    }

    /// A client's folder with the CA only.
    Path ofNobody() throws Exception {
        Path own = Files.createTempDirectory(folder, "nobody");
        Files.writeString(own.resolve("ca-cert.pem"), authority.pem());
        return own;
    }

    /// A client's folder that believes another CA.
    Path ofUnbeliever() throws Exception {
        Path own = Files.createTempDirectory(folder, "unbeliever");
        Files.writeString(own.resolve("ca-cert.pem"), TestIdentity.authority("Other CA").pem());
        return own;
    }

    private Path identity(String side, TestIdentity identity, TestIdentity believed)
            throws Exception {
        Path own = Files.createTempDirectory(folder, side);
        write(own.resolve("ca-cert.pem"), believed.pem());
        write(own.resolve(side + "-cert.pem"), identity.pem());
        write(own.resolve(side + "-key.pem"), identity.keyPem());
        return own;
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}

package io.sendense.app.command;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.serve.ServeTls;
import io.sendense.engine.wire.nbd.NbdCredentials;
import io.sendense.engine.wire.nbd.NbdServerTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether an NBD server speaks TLS, and to whom.
final class DiskTlsOptions {
    @Option(
            names = "--tls-certificates",
            paramLabel = "DIR",
            description =
                    "Serves over TLS: the folder has server-cert.pem, server-key.pem and, for --tls-verify-peer,"
                            + " ca-cert.pem.")
    private @Nullable Path certificates;

    @Option(
            names = "--tls",
            paramLabel = "MODE",
            description =
                    "off, allow or require. Default: require where there are certificates, else off.")
    private NbdServerTls.@Nullable Mode mode;

    @Option(
            names = "--tls-verify-peer",
            description = "Serves only clients with a certificate of the CA in ca-cert.pem.")
    private boolean verify;

    /// What the server is told.
    ///
    /// @throws EngineException the options do not go together, or the files cannot be used
    NbdServerTls tls() throws EngineException {
        if (certificates == null) {
            if (verify || (mode != null && mode != NbdServerTls.Mode.OFF)) {
                throw Images.invalid("TLS needs --tls-certificates", null);
            }
            return NbdServerTls.off();
        }
        if (mode == NbdServerTls.Mode.OFF) {
            return NbdServerTls.off();
        }
        try {
            NbdCredentials own = NbdCredentials.ofServer(certificates);
            NbdServerTls tls =
                    mode == NbdServerTls.Mode.ALLOW
                            ? NbdServerTls.allow(own)
                            : NbdServerTls.require(own);
            return verify ? tls.withClients(NbdServerTls.Clients.WITH_CERTIFICATE) : tls;
        } catch (IOException e) {
            throw Images.unreadable(certificates.toString(), e);
        } catch (IllegalArgumentException e) {
            throw Images.invalid(String.valueOf(e.getMessage()), e);
        }
    }

    /// The same, for an engine that reads the files itself.
    ///
    /// @throws EngineException the options do not go together
    Optional<ServeTls> ofServed() throws EngineException {
        if (certificates == null || mode == NbdServerTls.Mode.OFF) {
            if (verify || (mode != null && mode != NbdServerTls.Mode.OFF)) {
                throw Images.invalid("TLS needs --tls-certificates", null);
            }
            return Optional.empty();
        }
        return Optional.of(
                new ServeTls(
                        certificates.toAbsolutePath(), mode != NbdServerTls.Mode.ALLOW, verify));
    }
}

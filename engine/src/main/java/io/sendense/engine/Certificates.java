package io.sendense.engine;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.CertificateProbe;
import io.sendense.engine.security.ShownCertificate;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/// Looks at servers' certificates without sending anything else.
final class Certificates {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private Certificates() {}

    static ServerCertificate fetch(String url) throws EngineException {
        URI address = VCenters.address(url);
        try {
            ShownCertificate shown = CertificateProbe.fetch(address, LIMIT);
            return new ServerCertificate(
                    shown.fingerprint().toString(),
                    shown.subject(),
                    shown.issuer(),
                    shown.notBefore(),
                    shown.notAfter(),
                    shown.trustedBySystem());
        } catch (IOException e) {
            throw Problem.of(ProblemCode.VCENTER_UNREACHABLE)
                    .with("url", address.toString())
                    .because(e)
                    .toException(e);
        }
    }
}

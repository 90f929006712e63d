package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import java.net.URI;

/// How to get into a vCenter. Kept in memory only, never on a disk or in a log. Immutable but for
/// the password, which `close` wipes.
///
/// @param url of its SDK: `https://vc.example/sdk`
/// @param pin the certificate it must show, before anything is sent to it
public record VCenterAccess(URI url, String user, Secret password, Fingerprint pin)
        implements AutoCloseable {
    /// @throws UnfitException the address is not https or holds a user, or something is too long
    public VCenterAccess {
        Limits.text("vcenter.url", url.toString(), 1, 2_000);
        Limits.text("vcenter.user", user, 1, 500);
        if (url.getRawUserInfo() != null) {
            throw new UnfitException(Cause.of(CauseCode.ADDRESS_WITH_PASSWORD));
        }
        if (!"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new UnfitException(
                    Cause.of(CauseCode.ADDRESS_NOT_HTTPS)
                            .with("address", Shortened.text(url.toString())));
        }
    }

    @Override
    public void close() {
        password.close();
    }
}

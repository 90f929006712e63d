package io.sendense.engine.source.vsphere;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import java.net.URI;
import java.net.URISyntaxException;

/// A vCenter or ESXi host and how to speak with it. Immutable.
///
/// @param sdk where its SOAP calls go: `https://vc.example/sdk`
/// @param password not wiped here; must stay as it is while a source is open
public record VsphereEndpoint(
        URI sdk, String user, Secret password, ServerTrust trust, VsphereLimits limits) {
    private static final String DEFAULT_PATH = "/sdk";

    public VsphereEndpoint {
        if (!"https".equals(sdk.getScheme()) || sdk.getHost() == null) {
            throw new IllegalArgumentException("'" + sdk + "' is no https address");
        }
        if (sdk.getUserInfo() != null) {
            throw new UnfitException(Cause.of(CauseCode.ADDRESS_WITH_PASSWORD));
        }
    }

    /// An endpoint with the usual limits.
    public static VsphereEndpoint of(URI sdk, String user, Secret password, ServerTrust trust) {
        return new VsphereEndpoint(sdk, user, password, trust, VsphereLimits.usual());
    }

    /// The SDK's address from what an operator types: `vc.example`, `https://vc.example`,
    /// `https://vc.example:8989/sdk`.
    ///
    /// @throws IllegalArgumentException it is no address, or not https
    public static URI sdk(String typed) {
        String text = typed.strip();
        if (text.contains("@")) {
            // Not repeated here: it may hold a password, and this text is shown and logged.
            throw new UnfitException(Cause.of(CauseCode.ADDRESS_WITH_PASSWORD));
        }
        try {
            URI uri = new URI(text.contains("://") ? text : "https://" + text);
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
            URI sdk =
                    new URI(
                            uri.getScheme(),
                            null,
                            uri.getHost(),
                            uri.getPort(),
                            path.isEmpty() ? DEFAULT_PATH : path,
                            null,
                            null);
            if (!"https".equals(sdk.getScheme()) || sdk.getHost() == null) {
                throw new UnfitException(
                        Cause.of(CauseCode.ADDRESS_NOT_HTTPS).with("address", typed));
            }
            return sdk;
        } catch (URISyntaxException e) {
            throw new UnfitException(
                    Cause.of(CauseCode.ADDRESS_NOT_READABLE).with("address", typed));
        }
    }
}

package io.sendense.engine.wire.nbd;

import java.io.IOException;
import javax.net.ssl.SSLException;

/// The two sides could not agree on TLS: one does not offer what the other requires, or does not
/// believe the certificate it was shown. Trying again without a change on either side will not
/// help.
public final class NbdTlsException extends IOException {
    private static final long serialVersionUID = 1L;

    public NbdTlsException(String message) {
        super(message);
    }

    public NbdTlsException(String message, Throwable cause) {
        super(message, cause);
    }

    /// What TLS itself says, and the reason behind it.
    static NbdTlsException of(String what, SSLException cause) {
        String text = what + ": " + cause.getMessage();
        Throwable deeper = cause;
        for (int i = 0; i < 10 && deeper.getCause() != null; i++) {
            deeper = deeper.getCause();
        }
        String reason = String.valueOf(deeper.getMessage());
        return new NbdTlsException(
                text.contains(reason) ? text : text + " (" + reason + ")", cause);
    }
}

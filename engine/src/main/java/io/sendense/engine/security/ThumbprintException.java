package io.sendense.engine.security;

import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Explained;
import java.security.cert.CertificateException;

/// A server's certificate is not the one that another server vouches for.
final class ThumbprintException extends CertificateException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Cause explanation;

    ThumbprintException(String shown, String expected) {
        this(
                Cause.of(CauseCode.THUMBPRINT_DIFFERS)
                        .with("shown", shown)
                        .with("expected", expected));
    }

    private ThumbprintException(Cause explanation) {
        super(ArgumentText.english().sentence(explanation));
        this.explanation = explanation;
    }

    @Override
    public Cause explanation() {
        return explanation;
    }
}

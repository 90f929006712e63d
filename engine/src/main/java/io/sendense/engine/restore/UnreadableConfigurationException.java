package io.sendense.engine.restore;

import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Explained;
import java.io.Serial;

/// A configuration that is no well-formed XML, is too large or nested too deep, has a document
/// type, or holds a disk that lacks what a disk must have; the message says which.
public final class UnreadableConfigurationException extends Exception implements Explained {
    @Serial private static final long serialVersionUID = 1;

    private final transient Cause explanation;

    UnreadableConfigurationException(Cause explanation) {
        super(ArgumentText.english().sentence(explanation));
        this.explanation = explanation;
    }

    UnreadableConfigurationException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
        this.explanation =
                Cause.of(CauseCode.CONFIGURATION_UNREADABLE)
                        .with("detail", String.valueOf(cause.getMessage()));
    }

    @Override
    public Cause explanation() {
        return explanation;
    }
}

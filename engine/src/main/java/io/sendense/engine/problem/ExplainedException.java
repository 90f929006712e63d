package io.sendense.engine.problem;

import java.io.IOException;

/// An `IOException` of ours: a cause, whose English sentence is the message.
public class ExplainedException extends IOException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Cause explanation;

    public ExplainedException(Cause explanation) {
        super(ArgumentText.english().sentence(explanation));
        this.explanation = explanation;
    }

    public ExplainedException(Cause explanation, Throwable why) {
        super(ArgumentText.english().sentence(explanation), why);
        this.explanation = explanation;
    }

    @Override
    public Cause explanation() {
        return explanation;
    }
}

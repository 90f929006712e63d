package io.sendense.engine.problem;

/// A value that was given cannot be used: a cause, whose English sentence is the message.
public final class UnfitException extends IllegalArgumentException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Cause explanation;

    public UnfitException(Cause explanation) {
        super(ArgumentText.english().sentence(explanation));
        this.explanation = explanation;
    }

    @Override
    public Cause explanation() {
        return explanation;
    }
}

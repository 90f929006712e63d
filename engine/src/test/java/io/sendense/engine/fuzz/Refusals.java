package io.sendense.engine.fuzz;

import java.util.List;

/// Tells a refusal that is documented from a failure. Immutable.
public final class Refusals {
    private final List<Class<? extends Exception>> documented;

    private Refusals(List<Class<? extends Exception>> documented) {
        this.documented = documented;
    }

    /// The exceptions that callers of a parser are told to expect.
    public static Refusals of(List<Class<? extends Exception>> documented) {
        return new Refusals(List.copyOf(documented));
    }

    /// Something that may refuse.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /// Runs the work.
    ///
    /// @return false where it was refused as documented, with words
    /// @throws Exception it failed in another way, or without words
    public boolean taken(Work work) throws Exception {
        try {
            work.run();
            return true;
        } catch (Exception e) {
            if (documented.stream().noneMatch(kind -> kind.isInstance(e))) {
                throw e;
            }
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError("a refusal without words", e);
            }
            return false;
        }
    }
}

package io.sendense.engine.fuzz;

import java.io.IOException;

/// Gives bytes to the parsers of one kind. Made once, used many times. Confined to one thread.
public interface Feed extends AutoCloseable {

    /// Feeds one input, whatever it is.
    ///
    /// @return whether the bytes were taken for what they should be; false where they were refused
    ///   in a documented way
    /// @throws Exception a finding: something failed that must not
    boolean take(byte[] input) throws Exception;

    @Override
    default void close() throws IOException {}
}

package io.sendense.engine.node.protocol;

import java.io.IOException;

/// A stream of sums holds something else: the message says what.
public final class SumStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    SumStreamException(String what) {
        super("not a stream of sums: " + what);
    }
}

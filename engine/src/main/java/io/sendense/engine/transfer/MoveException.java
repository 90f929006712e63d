package io.sendense.engine.transfer;

import io.sendense.engine.disk.block.Extent;
import java.io.IOException;

/// A piece could not be moved, repetitions included.
public final class MoveException extends IOException {
    private static final long serialVersionUID = 1L;

    /// Which end failed.
    public enum Side {
        SOURCE,
        TARGET
    }

    private final Side side;
    private final transient Extent piece;
    private final int attempts;

    MoveException(Side side, String disk, Extent piece, int attempts, IOException cause) {
        super(
                (side == Side.SOURCE ? "reading " : "writing ")
                        + disk
                        + " at "
                        + piece.offset()
                        + ", "
                        + piece.length()
                        + " bytes, failed after "
                        + attempts
                        + (attempts == 1 ? " attempt: " : " attempts: ")
                        + cause.getMessage(),
                cause);
        this.side = side;
        this.piece = piece;
        this.attempts = attempts;
    }

    /// The piece that was given up.
    public Extent piece() {
        return piece;
    }

    /// How often it was tried.
    public int attempts() {
        return attempts;
    }

    public Side side() {
        return side;
    }
}

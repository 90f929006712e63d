package io.sendense.engine.run;

/// How many bytes may be read from vSphere in a second. Immutable.
///
/// @param bytesPerSecond 0 for no limit
public record Bandwidth(long bytesPerSecond) {
    public static final Bandwidth UNLIMITED = new Bandwidth(0);

    public Bandwidth {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException(bytesPerSecond + " bytes per second");
        }
    }

    public boolean limited() {
        return bytesPerSecond > 0;
    }
}

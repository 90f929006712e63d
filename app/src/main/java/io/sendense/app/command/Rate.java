package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.engine.run.Bandwidth;
import picocli.CommandLine.ITypeConverter;

/// A bandwidth as options take it: bytes per second as [DiskSize] has them, or `none`.
final class Rate implements ITypeConverter<Bandwidth> {
    private static final String NONE = "none";

    @Override
    public Bandwidth convert(String value) {
        if (value.equalsIgnoreCase(NONE)) {
            return Bandwidth.UNLIMITED;
        }
        return new Bandwidth(new DiskSize.OverZero().convert(value));
    }

    /// For sentences: `at most 50.0 MiB in a second`.
    static String words(Bandwidth bandwidth) {
        return bandwidth.limited()
                ? "at most " + Amount.bytes(bandwidth.bytesPerSecond()) + " in a second"
                : "as fast as it can";
    }
}

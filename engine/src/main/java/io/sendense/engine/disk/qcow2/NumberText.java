package io.sendense.engine.disk.qcow2;

import java.util.Locale;

/// Numbers as error texts show them. Stateless.
final class NumberText {
    private NumberText() {}

    /// A place in a file: `0x5f0000`.
    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /// A size with its unit: `6 160 384 bytes`.
    static String bytes(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', ' ') + " bytes";
    }
}

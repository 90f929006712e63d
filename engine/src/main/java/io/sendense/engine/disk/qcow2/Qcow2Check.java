package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.file.Path;

/// Compares the refcounts a file states with the references it holds, and looks at every table
/// entry on the way. Reads only; backing files are left aside. Stateless.
public final class Qcow2Check {
    /// How many findings are kept as text; all are counted.
    public static final int MAX_FINDINGS = 100;

    private Qcow2Check() {}

    /// Checks one file, which nobody writes meanwhile.
    ///
    /// @throws Qcow2FormatException it is too broken to be walked, or no QCOW2 file
    /// @throws InterruptedException the thread was interrupted; nothing is left behind
    public static CheckReport run(Path path) throws IOException, InterruptedException {
        try (PositionedFile file = PositionedFile.open(path, false)) {
            return new ReferenceCount(file).report();
        }
    }
}

package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.file.Path;

/// Compares the refcounts a file states with the references it holds, and looks at every table
/// entry on the way; gives back what is counted and not used. Backing files are left aside.
/// Stateless.
///
/// Counts as `qemu-img check` does, with one exception: a file marked as corrupt has that as a
/// corruption. So a refcount says nothing while its cluster lies behind the end of the file, and is
/// no leak: it takes no space. Should the file grow over the cluster, it becomes one.
public final class Qcow2Check {
    /// How many findings are kept as text; all are counted.
    public static final int MAX_FINDINGS = 100;

    private Qcow2Check() {}

    /// Checks one file, which nobody writes meanwhile.
    ///
    /// @throws Qcow2FormatException it is too broken to be walked, or no QCOW2 file
    /// @throws InterruptedException the thread was interrupted; nothing is left behind
    public static CheckReport run(Path path) throws IOException, InterruptedException {
        return run(path, ByteProgress.none());
    }

    /// Checks one file, as before.
    ///
    /// @param progress is told of the bytes of the file
    public static CheckReport run(Path path, ByteProgress progress)
            throws IOException, InterruptedException {
        try (PositionedFile file = PositionedFile.open(path, false)) {
            return new CheckedFile(file).report(progress);
        }
    }

    /// Gives back the clusters that are counted and not used, marks entries that have become the
    /// only ones of their cluster, and says that a file that was not closed cleanly is in order.
    /// Nobody uses the file meanwhile. Does nothing to a damaged file: what looks like a leak there
    /// may be all that is left of the data.
    ///
    /// A crash, or an interrupt, leaves some of the leaks.
    ///
    /// @return what a check found before
    /// @throws Qcow2FormatException it is too broken to be walked, or no QCOW2 file
    public static CheckReport repairLeaks(Path path) throws IOException, InterruptedException {
        return repairLeaks(path, ByteProgress.none());
    }

    /// Gives back leaks, as before.
    ///
    /// @param progress is told of the bytes of the file three times over: it is gone through as
    ///   often, unless it is damaged
    public static CheckReport repairLeaks(Path path, ByteProgress progress)
            throws IOException, InterruptedException {
        try (PositionedFile file = PositionedFile.open(path, true)) {
            CheckedFile checked = new CheckedFile(file);
            CheckReport found = checked.report(progress.part(0, 3));
            if (checked.harmless()) {
                new LeakRepair(file).run(progress);
            }
            return found;
        }
    }
}

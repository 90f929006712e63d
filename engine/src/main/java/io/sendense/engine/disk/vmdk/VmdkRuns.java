package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Collects runs from front to back and joins neighbours that are stored alike, within one extent.
/// Confined to one thread.
final class VmdkRuns {
    private final List<VmdkRun> runs = new ArrayList<>();
    private int joinable;

    /// The next run lies in another file than the last.
    void beginExtent() {
        joinable = runs.size();
    }

    /// @param start of the extent on the disk
    void add(long start, VmdkRun run) {
        Extent extent = ExtentSequence.moved(start, run.extent());
        VmdkRun last = runs.size() > joinable ? runs.getLast() : null;
        if (last != null
                && last.allocation() == run.allocation()
                && follows(last, run.fileOffset())) {
            Extent grown = Extent.between(last.extent().offset(), extent.end());
            runs.set(runs.size() - 1, new VmdkRun(grown, last.allocation(), last.fileOffset()));
        } else {
            runs.add(new VmdkRun(extent, run.allocation(), run.fileOffset()));
        }
    }

    private static boolean follows(VmdkRun last, OptionalLong place) {
        return last.fileOffset().isPresent() == place.isPresent()
                && (place.isEmpty()
                        || last.fileOffset().getAsLong() + last.extent().length()
                                == place.getAsLong());
    }

    List<VmdkRun> toList() {
        return List.copyOf(runs);
    }
}

package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.redo.RedoContent;
import io.sendense.engine.lab.redo.RedoFile;
import io.sendense.engine.lab.redo.RedoFormat;
import io.sendense.engine.lab.storage.FrozenDisk;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The redo logs that end at one link of a chain, laid out once. Lives as long as the link.
/// Thread-safe.
final class RedoFiles {
    private final Map<Integer, LaidOut> files = new ConcurrentHashMap<>();

    private record LaidOut(FrozenDisk below, FrozenDisk above, RedoFile file) {}

    /// The redo log between two states of a disk.
    ///
    /// @throws IllegalStateException either was given up
    RedoFile of(FrozenDisk below, FrozenDisk above, RedoFormat format) {
        return files.compute(
                        above.key(),
                        (_, known) ->
                                known != null
                                                && known.below().equals(below)
                                                && known.above().equals(above)
                                        ? known
                                        : new LaidOut(
                                                below,
                                                above,
                                                format.render(RedoContent.between(below, above))))
                .file();
    }
}

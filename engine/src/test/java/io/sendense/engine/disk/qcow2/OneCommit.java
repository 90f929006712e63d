package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.image.CopyProgress;
import io.sendense.engine.disk.image.LayerCommit;
import java.nio.file.Path;

/// A process that resizes a layer, then commits and empties it, unless it is killed. Says `ready`
/// before and `done` after it.
public final class OneCommit {
    private OneCommit() {}

    /// @param arguments the layer, its new size
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        BackingFiles files = BackingFiles.within(file.resolveSibling("."));
        System.out.println("ready");
        Qcow2Resize.run(file, Long.parseLong(arguments[1]), false, files);
        LayerCommit.run(file, files, LayerCommit.Layer.EMPTIED, CopyProgress.none());
        System.out.println("done");
    }
}

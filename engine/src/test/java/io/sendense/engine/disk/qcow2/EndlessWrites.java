package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that works on images, each in a thread of its own, until it is killed. Says `ready`,
/// then after each flush of an image its number and how many steps were done.
public final class EndlessWrites {
    private EndlessWrites() {}

    /// @param arguments folder, number of images, seed
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Thread> work = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            int number = i;
            Qcow2Image image =
                    Qcow2Image.open(
                            folder.resolve(i + ".qcow2"),
                            OpenMode.READ_WRITE,
                            BackingFiles.within(folder));
            DiskScript script =
                    new DiskScript(Long.parseLong(arguments[2]) + i, (int) image.size());
            // Every other one is written compressed.
            BlockDevice device = i % 2 == 0 ? image : image.compressing();
            work.add(Thread.ofPlatform().unstarted(() -> work(number, device, script)));
        }
        System.out.println("ready");
        work.forEach(Thread::start);
    }

    private static void work(int number, BlockDevice device, DiskScript script) {
        try {
            for (int steps = 1; ; steps++) {
                DiskScript.Step step = script.next();
                step.runOn(device);
                if (step.kind() == DiskScript.Kind.FLUSH) {
                    System.out.println(number + " " + steps);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

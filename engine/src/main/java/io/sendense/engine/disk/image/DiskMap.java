package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.qcow2.LayerAllocation;
import io.sendense.engine.disk.qcow2.LayerStatus;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.vmdk.VmdkAllocation;
import io.sendense.engine.disk.vmdk.VmdkImage;
import io.sendense.engine.disk.vmdk.VmdkRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells for each range of a disk which file of its chain holds it, as `qemu-img map` does. Only
/// where qemu-img takes a QCOW2 file for a preallocated one does it say more: it then looks for
/// holes below stored clusters, and says that those are zero too.
///
/// Confined to one thread.
public final class DiskMap {
    /// Asked at a time, so that memory does not grow with the disk.
    private static final long WINDOW_BYTES = 1L << 30;

    private final Consumer<MapEntry> target;
    private @Nullable MapEntry last;

    private DiskMap(Consumer<MapEntry> target) {
        this.target = target;
    }

    /// The whole disk as a list.
    public static List<MapEntry> of(BlockDevice device) throws IOException {
        List<MapEntry> entries = new ArrayList<>();
        walk(device, entries::add);
        return List.copyOf(entries);
    }

    /// The whole disk, entry after entry, for disks whose list might be long.
    public static void walk(BlockDevice device, Consumer<MapEntry> target) throws IOException {
        DiskMap map = new DiskMap(target);
        for (long offset = 0; offset < device.size(); offset += WINDOW_BYTES) {
            long length = Math.min(WINDOW_BYTES, device.size() - offset);
            map.device(device, new Extent(offset, length), 0);
        }
        if (map.last != null) {
            target.accept(map.last);
        }
    }

    private void device(BlockDevice device, Extent range, int depth) throws IOException {
        if (device instanceof Qcow2Image image) {
            for (LayerStatus status : image.layerStatus(range.offset(), range.length())) {
                layer(image, status, depth);
            }
            return;
        }
        if (device instanceof VmdkImage image) {
            for (VmdkRun run : image.layerRuns(range.offset(), range.length())) {
                if (run.allocation() == VmdkAllocation.NOT_HERE) {
                    below(image.parent(), run.extent(), depth);
                } else {
                    boolean zero = run.allocation() == VmdkAllocation.ZERO;
                    add(run.extent(), depth, true, zero, run.fileOffset());
                }
            }
            return;
        }
        boolean inPlace = device instanceof RawFileBlockDevice;
        for (BlockStatus status : device.blockStatus(range.offset(), range.length())) {
            boolean zero = status.allocation().readsAsZero();
            OptionalLong offset =
                    inPlace ? OptionalLong.of(status.extent().offset()) : OptionalLong.empty();
            add(status.extent(), depth, true, zero, offset);
        }
    }

    private void layer(Qcow2Image image, LayerStatus status, int depth) throws IOException {
        Extent extent = status.extent();
        if (status.allocation() != LayerAllocation.NOT_HERE) {
            boolean zero = status.allocation() == LayerAllocation.ZERO;
            add(extent, depth, true, zero, status.hostOffset());
            return;
        }
        below(image.backing(), extent, depth);
    }

    /// What a file does not hold.
    private void below(Optional<BlockDevice> backing, Extent extent, int depth) throws IOException {
        long size = backing.isPresent() ? backing.get().size() : 0;
        long inBacking = Math.clamp(size - extent.offset(), 0, extent.length());
        if (inBacking > 0 && backing.isPresent()) {
            device(backing.get(), new Extent(extent.offset(), inBacking), depth + 1);
        }
        if (inBacking < extent.length()) {
            Extent rest = Extent.between(extent.offset() + inBacking, extent.end());
            add(rest, depth, false, true, OptionalLong.empty());
        }
    }

    private void add(Extent extent, int depth, boolean present, boolean zero, OptionalLong offset) {
        MapEntry next =
                new MapEntry(extent.offset(), extent.length(), depth, present, zero, !zero, offset);
        if (last == null) {
            last = next;
            return;
        }
        Optional<MapEntry> joined = last.joined(next);
        if (joined.isEmpty()) {
            target.accept(last);
        }
        last = joined.orElse(next);
    }
}

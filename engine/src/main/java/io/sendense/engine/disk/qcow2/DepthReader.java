package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.LayeredDevice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers which file of the chain decides what is in a range, counted as qemu counts: a raw file
/// decides everything within its size, and the zeroes behind the end of a backing file that is
/// shorter than the disk are that file's. Thread-safe.
final class DepthReader {
    private final StatusReader status;
    private final Optional<BlockDevice> backing;

    DepthReader(StatusReader status, Optional<BlockDevice> backing) {
        this.status = status;
        this.backing = backing;
    }

    List<AllocationDepth> chain(long offset, long length) throws IOException {
        List<AllocationDepth> depths = new ArrayList<>();
        for (LayerStatus each : status.layer(offset, length)) {
            if (each.allocation() != LayerAllocation.NOT_HERE) {
                depths.add(new AllocationDepth(each.extent(), 1));
            } else if (backing.isEmpty()) {
                depths.add(new AllocationDepth(each.extent(), AllocationDepth.NOWHERE));
            } else {
                addBacking(depths, backing.get(), each.extent());
            }
        }
        return LayeredDevice.joined(depths);
    }

    private static void addBacking(List<AllocationDepth> depths, BlockDevice below, Extent extent)
            throws IOException {
        long inBacking = Math.clamp(below.size() - extent.offset(), 0, extent.length());
        if (inBacking > 0) {
            Optional<LayeredDevice> layered = LayeredDevice.of(below);
            if (layered.isPresent()) {
                for (AllocationDepth each :
                        layered.get().allocationDepth(extent.offset(), inBacking)) {
                    depths.add(each.below());
                }
            } else {
                depths.add(new AllocationDepth(new Extent(extent.offset(), inBacking), 2));
            }
        }
        if (inBacking < extent.length()) {
            Extent rest = Extent.between(extent.offset() + inBacking, extent.end());
            depths.add(new AllocationDepth(rest, 2));
        }
    }
}

package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.BlockStatusRuns;
import io.sendense.engine.disk.block.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Answers what is allocated, in the whole chain or in this file alone. Thread-safe.
final class StatusReader {
    private final ImageTables tables;
    private final Optional<BlockDevice> backing;

    StatusReader(ImageTables tables, Optional<BlockDevice> backing) {
        this.tables = tables;
        this.backing = backing;
    }

    /// Whether there is a backing file.
    boolean backed() {
        return backing.isPresent();
    }

    /// The chain's view of a range of the disk.
    List<BlockStatus> chain(long offset, long length) throws IOException {
        BlockStatusRuns runs = new BlockStatusRuns();
        for (LayerStatus status : layer(offset, length)) {
            Extent extent = status.extent();
            switch (status.allocation()) {
                case DATA, COMPRESSED_DATA ->
                        runs.add(extent.offset(), extent.length(), Allocation.DATA);
                case ZERO -> runs.add(extent.offset(), extent.length(), Allocation.ZERO);
                case NOT_HERE -> addBacking(runs, extent);
            }
        }
        return runs.toList();
    }

    private void addBacking(BlockStatusRuns runs, Extent extent) throws IOException {
        long size = backing.isPresent() ? backing.get().size() : 0;
        long inBacking = Math.clamp(size - extent.offset(), 0, extent.length());
        if (inBacking > 0) {
            runs.addAll(backing.get().blockStatus(extent.offset(), inBacking));
        }
        runs.add(extent.offset() + inBacking, extent.length() - inBacking, Allocation.HOLE);
    }

    /// What this file alone says of a range of the disk, in order, neighbours joined.
    List<LayerStatus> layer(long offset, long length) throws IOException {
        List<LayerStatus> result = new ArrayList<>();
        long position = offset;
        while (position < offset + length) {
            GuestRun run = tables.run(position, offset + length - position);
            append(result, status(run, new Extent(position, run.bytes())));
            position += run.bytes();
        }
        return result;
    }

    private static LayerStatus status(GuestRun run, Extent extent) {
        return switch (run.kind()) {
            case UNALLOCATED ->
                    new LayerStatus(extent, LayerAllocation.NOT_HERE, OptionalLong.empty());
            case ZERO -> new LayerStatus(extent, LayerAllocation.ZERO, OptionalLong.empty());
            case ZERO_ALLOCATED ->
                    new LayerStatus(extent, LayerAllocation.ZERO, OptionalLong.of(run.host()));
            case DATA -> new LayerStatus(extent, LayerAllocation.DATA, OptionalLong.of(run.host()));
            case COMPRESSED ->
                    new LayerStatus(extent, LayerAllocation.COMPRESSED_DATA, OptionalLong.empty());
        };
    }

    private static void append(List<LayerStatus> result, LayerStatus next) {
        LayerStatus last = result.isEmpty() ? null : result.getLast();
        if (last == null || !joins(last, next)) {
            result.add(next);
            return;
        }
        Extent joined = Extent.between(last.extent().offset(), next.extent().end());
        result.set(
                result.size() - 1, new LayerStatus(joined, last.allocation(), last.hostOffset()));
    }

    private static boolean joins(LayerStatus last, LayerStatus next) {
        if (last.allocation() != next.allocation()
                || last.hostOffset().isPresent() != next.hostOffset().isPresent()) {
            return false;
        }
        return last.hostOffset().isEmpty()
                || last.hostOffset().getAsLong() + last.extent().length()
                        == next.hostOffset().getAsLong();
    }
}

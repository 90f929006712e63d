package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.LayeredDevice;
import java.io.IOException;
import java.util.List;
import java.util.function.LongBinaryOperator;

/// Where the answers to a metadata context come from.
interface StatusSource {
    /// Nothing is allocated there (proto.md, "`base:allocation` metadata context").
    int STATE_HOLE = 1;

    /// Reads as zeroes.
    int STATE_ZERO = 1 << 1;

    /// What is known of a range, in order, covering exactly the range.
    List<StatusRun> runs(long offset, long length) throws IOException;

    /// What holds for a block of two parts with different states.
    long mixed(long one, long other);

    /// The answers of a device.
    static StatusSource of(MetaContext context, BlockDevice device) {
        return switch (context) {
            case ALLOCATION ->
                    // Both flags promise something, so they hold where both parts have them.
                    source(
                            (offset, length) ->
                                    device.blockStatus(offset, length).stream()
                                            .map(StatusSource::run)
                                            .toList(),
                            (one, other) -> one & other);
            case DEPTH -> {
                LayeredDevice layers =
                        LayeredDevice.of(device)
                                .orElseThrow(() -> new IllegalArgumentException("no layers"));
                yield source(
                        (offset, length) ->
                                layers.allocationDepth(offset, length).stream()
                                        .map(StatusSource::run)
                                        .toList(),
                        StatusSource::nearest);
            }
        };
    }

    /// How a source finds what it knows.
    @FunctionalInterface
    interface Finder {
        List<StatusRun> find(long offset, long length) throws IOException;
    }

    private static StatusSource source(Finder finder, LongBinaryOperator mixing) {
        return new StatusSource() {
            @Override
            public List<StatusRun> runs(long offset, long length) throws IOException {
                return finder.find(offset, length);
            }

            @Override
            public long mixed(long one, long other) {
                return mixing.applyAsLong(one, other);
            }
        };
    }

    private static StatusRun run(AllocationDepth each) {
        return new StatusRun(each.extent().offset(), each.extent().length(), each.depth());
    }

    private static StatusRun run(BlockStatus each) {
        int state =
                switch (each.allocation()) {
                    case DATA -> 0;
                    case ZERO -> STATE_ZERO;
                    case HOLE -> STATE_ZERO | STATE_HOLE;
                };
        return new StatusRun(each.extent().offset(), each.extent().length(), state);
    }

    /// The depth nearest to the top; 0 is none.
    private static long nearest(long one, long other) {
        return one == AllocationDepth.NOWHERE || other == AllocationDepth.NOWHERE
                ? Math.max(one, other)
                : Math.min(one, other);
    }

    /// What a run of `base:allocation` means.
    static BlockStatus blockStatus(StatusRun run) {
        return new BlockStatus(new Extent(run.offset(), run.length()), allocation(run.state()));
    }

    /// What a run of `qemu:allocation-depth` means.
    static AllocationDepth depth(StatusRun run) throws NbdProtocolException {
        if (run.state() < 0 || run.state() > Integer.MAX_VALUE) {
            throw new NbdProtocolException("a depth of " + run.state() + " at " + run.offset());
        }
        return new AllocationDepth(new Extent(run.offset(), run.length()), (int) run.state());
    }

    /// The meaning of a state of `base:allocation`. A hole that does not read as zeroes may read as
    /// anything: it is data to whoever must not lose any.
    static Allocation allocation(long state) {
        if ((state & STATE_ZERO) == 0) {
            return Allocation.DATA;
        }
        return (state & STATE_HOLE) == 0 ? Allocation.ZERO : Allocation.HOLE;
    }
}

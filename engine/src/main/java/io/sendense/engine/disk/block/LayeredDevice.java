package io.sendense.engine.disk.block;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A device that is the top of a chain of files and can tell which of them holds what: an ability
/// some devices have beside [BlockDevice].
///
/// What qemu calls `qemu:allocation-depth` over NBD.
public interface LayeredDevice {

    /// Which file of the chain decides what is in the range: adjoining, in order, covering exactly
    /// `offset .. offset + length`. Neighbours of the same depth may come apart.
    List<AllocationDepth> allocationDepth(long offset, long length) throws IOException;

    /// The ability of a device, or of the one below its decorators.
    static Optional<LayeredDevice> of(BlockDevice device) {
        BlockDevice bare = device;
        while (bare instanceof BlockDeviceDecorator decorator) {
            bare = decorator.below();
        }
        return bare instanceof LayeredDevice layered ? Optional.of(layered) : Optional.empty();
    }

    /// The list with neighbours of the same depth joined.
    static List<AllocationDepth> joined(List<AllocationDepth> parts) {
        List<AllocationDepth> joined = new ArrayList<>();
        for (AllocationDepth part : parts) {
            AllocationDepth last = joined.isEmpty() ? null : joined.getLast();
            if (last != null
                    && last.depth() == part.depth()
                    && last.extent().end() == part.extent().offset()) {
                Extent both = Extent.between(last.extent().offset(), part.extent().end());
                joined.set(joined.size() - 1, new AllocationDepth(both, part.depth()));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }
}

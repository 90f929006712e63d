package io.sendense.engine;

import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.transfer.limit.PlaceLimits;

/// What all runs of an engine together may ask of network, hosts and storage. Immutable.
///
/// @param bandwidth of all runs together
/// @param host of each ESXi host that VMs run on. A host has 48 MiB of buffers for all who read
/// @param datastore of each datastore, whose VMs go on working meanwhile
public record TransferLimits(Bandwidth bandwidth, PlaceLimits host, PlaceLimits datastore) {
    /// No bound on bandwidth, and half of what a host can take.
    public static TransferLimits usual() {
        return new TransferLimits(
                Bandwidth.UNLIMITED,
                new PlaceLimits(24, 24L << 20),
                new PlaceLimits(16, 16L << 20));
    }

    /// The same with another bandwidth.
    public TransferLimits with(Bandwidth other) {
        return new TransferLimits(other, host, datastore);
    }
}

package io.sendense.engine;

import io.sendense.engine.backup.SharedLimits;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.LimitsRow;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.transfer.limit.PlaceLimiter;
import io.sendense.engine.transfer.limit.PlaceLimits;
import io.sendense.engine.transfer.limit.RatePace;

/// The limits that an operator chose: kept in the catalog, held by what all runs share.
/// Thread-safe.
final class OperatorLimits {
    private final Catalog catalog;
    private final SharedLimits shared;

    OperatorLimits(Catalog catalog) {
        this.catalog = catalog;
        TransferLimits now = limits();
        this.shared =
                new SharedLimits(
                        new RatePace(now.bandwidth().bytesPerSecond()),
                        new PlaceLimiter(now.host(), now.datastore()));
    }

    /// What the runs share, with the limits of every moment.
    SharedLimits shared() {
        return shared;
    }

    TransferLimits limits() {
        return catalog.limits().find().map(OperatorLimits::of).orElseGet(TransferLimits::usual);
    }

    /// Keeps them and lets them take effect.
    synchronized void set(TransferLimits limits) {
        catalog.limits()
                .store(
                        new LimitsRow(
                                limits.bandwidth().bytesPerSecond(),
                                limits.host().requests(),
                                limits.host().bytes(),
                                limits.datastore().requests(),
                                limits.datastore().bytes()));
        shared.pace().change(limits.bandwidth().bytesPerSecond());
        shared.places().change(limits.host(), limits.datastore());
    }

    private static TransferLimits of(LimitsRow row) {
        return new TransferLimits(
                new Bandwidth(row.bytesPerSecond()),
                new PlaceLimits(row.hostRequests(), row.hostBytes()),
                new PlaceLimits(row.datastoreRequests(), row.datastoreBytes()));
    }
}

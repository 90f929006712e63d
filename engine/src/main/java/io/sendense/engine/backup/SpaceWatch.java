package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmCondition.DatastoreCondition;
import io.sendense.engine.source.inventory.VmSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the free space of a VM's datastores while its snapshot grows: a datastore that is full
/// stops every VM on it, a run that is stopped can be repeated. Immutable.
///
/// @param period between two looks
record SpaceWatch(VmSource source, ObjectId vm, Duration period) {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceWatch.class);

    /// Looks until `done` is counted down.
    ///
    /// @throws EngineException `DATASTORE-SPACE-LOW`
    void until(CountDownLatch done) throws EngineException, InterruptedException {
        while (!done.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
            look();
        }
    }

    private void look() throws EngineException, InterruptedException {
        for (DatastoreCondition datastore : datastores()) {
            if (datastore.accessible() && datastore.isFull()) {
                throw Problem.of(ProblemCode.DATASTORE_SPACE_LOW)
                        .with("datastore", datastore.name())
                        .withBytes("free", datastore.freeBytes())
                        .withBytes("floor", DatastoreCondition.FLOOR_BYTES)
                        .toException();
            }
        }
    }

    /// A server that does not answer now is the disks' matter, not the watch's.
    private List<DatastoreCondition> datastores() throws InterruptedException {
        try {
            return source.datastores(vm);
        } catch (EngineException e) {
            LOG.info("the datastores of {} cannot be looked at: {}", vm, e.getMessage());
            return List.of();
        }
    }
}

package io.sendense.engine.api.control;

import io.sendense.engine.EngineListener;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.InventoryChange;
import java.util.function.Consumer;

/// Hears of runs, jobs and inventories in place of a client. Never waits for it.
final class RemoteListener implements EngineListener {
    private final long id;
    private final Outbox outbox;
    private final Consumer<Cause> sendAway;

    /// @param id number of the subscription
    /// @param sendAway ends the connection with a reason
    RemoteListener(long id, Outbox outbox, Consumer<Cause> sendAway) {
        this.id = id;
        this.outbox = outbox;
        this.sendAway = sendAway;
    }

    @Override
    public void runChanged(RunView run) {
        outbox.run(id, run);
    }

    @Override
    public void runEvent(RunEvent event) {
        if (!outbox.event(id, event)) {
            sendAway.accept(Outbox.tooMuch());
        }
    }

    @Override
    public void inventoryChanged(String vcenter, InventoryChange change) {
        outbox.inventory(id, new InventoryNews(vcenter, change));
    }

    @Override
    public void jobRunChanged(JobRunView run) {
        outbox.jobRun(id, run);
    }

    @Override
    public void jobsChanged() {
        outbox.jobs(id);
    }

    @Override
    public void vcentersChanged() {
        outbox.vcenters(id);
    }

    @Override
    public void disconnected() {
        sendAway.accept(Cause.of(CauseCode.ENGINE_HAS_ENDED));
    }
}

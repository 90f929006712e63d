package io.sendense.engine.backup;

import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;

/// Hears of every run of a [BackupRunner]. Called from the runs' threads; must return at once.
public interface RunListener {
    /// The newest state of a run.
    void runChanged(RunView run);

    /// Something was recorded.
    void runEvent(RunEvent event);
}

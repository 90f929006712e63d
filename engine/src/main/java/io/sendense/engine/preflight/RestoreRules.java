package io.sendense.engine.preflight;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.restore.RestorePlan;
import io.sendense.engine.restore.UnreadableConfigurationException;
import io.sendense.engine.source.inventory.VmCondition;
import java.util.function.Consumer;

/// What a restored VM would lack: told at backup time, while something can be done about it. The
/// plan of a restore says it; no rule of it is repeated here. Stateless.
final class RestoreRules {
    private RestoreRules() {}

    static void check(VmCondition condition, Consumer<Concern> found) {
        if (condition.configuration().isEmpty()) {
            return;
        }
        try {
            RestorePlan.of(condition.configuration().get()).concerns().forEach(found);
        } catch (UnreadableConfigurationException e) {
            found.accept(Concern.of(ConcernRule.CONFIGURATION_UNREADABLE).because(e.explanation()));
        }
    }
}

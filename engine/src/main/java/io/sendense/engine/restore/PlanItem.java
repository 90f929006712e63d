package io.sendense.engine.restore;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.Verdict;
import java.util.Optional;

/// What becomes of one device or setting. Immutable.
///
/// @param subject a device's label (`CD/DVD drive 1`), or a setting's name in the configuration
///   (`instanceUuid`)
/// @param concern the rule with what its sentence needs; absent where it is kept and there is
///   nothing to say
public record PlanItem(String subject, Verdict verdict, Optional<Concern> concern) {
    public PlanItem {
        Verdict ruled = concern.flatMap(found -> found.rule().verdict()).orElse(Verdict.KEPT);
        if (ruled != verdict) {
            throw new IllegalArgumentException(subject + " is " + verdict + ", expected " + ruled);
        }
    }

    static PlanItem kept(String subject) {
        return new PlanItem(subject, Verdict.KEPT, Optional.empty());
    }

    /// @param concern of a rule that has a verdict
    static PlanItem of(String subject, Concern concern) {
        return new PlanItem(
                subject, concern.rule().verdict().orElse(Verdict.KEPT), Optional.of(concern));
    }
}

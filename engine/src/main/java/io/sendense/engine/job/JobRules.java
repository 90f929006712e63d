package io.sendense.engine.job;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.UnfitException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What every job's definition keeps to. Pure.
public final class JobRules {
    /// How many VMs of one execution may run at a time.
    public static final int MOST_AT_ONCE = 32;

    private static final int LONGEST_NAME = 200;

    private JobRules() {}

    /// Refuses a definition that cannot be used. Looks at nothing but the definition.
    ///
    /// @param now the moment from which its schedule has to come again
    /// @throws EngineException `JOB-INVALID`, with the first thing that is wrong
    public static void check(JobDefinition definition, Instant now) throws EngineException {
        Optional<Cause> fault =
                name(definition.name())
                        .or(() -> selection(definition.selection()))
                        .or(() -> schedule(definition.schedule(), now))
                        .or(() -> atOnce(definition.atOnce()));
        if (fault.isPresent()) {
            throw Problem.of(ProblemCode.JOB_INVALID).because(fault.get()).toException();
        }
    }

    private static Optional<Cause> name(String name) {
        if (name.isBlank() || !name.equals(name.strip())) {
            return Optional.of(Cause.of(CauseCode.JOB_NAME_BLANK));
        }
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(
                    Cause.of(CauseCode.JOB_NAME_UNUSABLE).withCount("most", LONGEST_NAME));
        }
        return Optional.empty();
    }

    private static Optional<Cause> selection(Selection selection) {
        if (selection.included().isEmpty()) {
            return Optional.of(Cause.of(CauseCode.JOB_WITHOUT_SELECTION));
        }
        return List.of(selection.included(), selection.excluded()).stream()
                .flatMap(List::stream)
                .filter(each -> each.vcenter().isBlank() || each.id().isBlank())
                .map(each -> Cause.of(CauseCode.JOB_ENTRY_UNUSABLE).with("name", each.name()))
                .findFirst();
    }

    private static Optional<Cause> schedule(Schedule schedule, Instant now) {
        if (schedule instanceof Schedule.Weekly weekly && weekly.days().isEmpty()) {
            return Optional.of(Cause.of(CauseCode.JOB_WITHOUT_DAY));
        }
        try {
            boolean comes =
                    schedule instanceof Schedule.Manual
                            || ScheduleTimes.next(schedule, now).isPresent();
            return comes ? Optional.empty() : Optional.of(Cause.of(CauseCode.JOB_NEVER_DUE));
        } catch (UnfitException e) {
            return Optional.of(e.explanation());
        }
    }

    private static Optional<Cause> atOnce(int atOnce) {
        return atOnce >= 1 && atOnce <= MOST_AT_ONCE
                ? Optional.empty()
                : Optional.of(
                        Cause.of(CauseCode.JOB_TOO_MANY_AT_ONCE)
                                .withCount("count", atOnce)
                                .withCount("most", MOST_AT_ONCE));
    }
}

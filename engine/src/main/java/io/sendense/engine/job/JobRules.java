package io.sendense.engine.job;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
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
        Optional<String> fault =
                name(definition.name())
                        .or(() -> selection(definition.selection()))
                        .or(() -> schedule(definition.schedule(), now))
                        .or(() -> atOnce(definition.atOnce()));
        if (fault.isPresent()) {
            throw Problem.of(ProblemCode.JOB_INVALID).with("cause", fault.get()).toException();
        }
    }

    private static Optional<String> name(String name) {
        if (name.isBlank() || !name.equals(name.strip())) {
            return Optional.of("its name is empty, or begins or ends with a blank");
        }
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(
                    "its name has more than %d characters, or line breaks".formatted(LONGEST_NAME));
        }
        return Optional.empty();
    }

    private static Optional<String> selection(Selection selection) {
        if (selection.included().isEmpty()) {
            return Optional.of("it selects nothing");
        }
        return List.of(selection.included(), selection.excluded()).stream()
                .flatMap(List::stream)
                .filter(each -> each.vcenter().isBlank() || each.id().isBlank())
                .map(each -> "the entry '%s' names no object of a vCenter".formatted(each.name()))
                .findFirst();
    }

    private static Optional<String> schedule(Schedule schedule, Instant now) {
        if (schedule instanceof Schedule.Weekly weekly && weekly.days().isEmpty()) {
            return Optional.of("its schedule names no day of the week");
        }
        try {
            boolean comes =
                    schedule instanceof Schedule.Manual
                            || ScheduleTimes.next(schedule, now).isPresent();
            return comes ? Optional.empty() : Optional.of("its schedule never comes");
        } catch (IllegalArgumentException e) {
            return Optional.of("its cron expression cannot be used: " + e.getMessage());
        }
    }

    private static Optional<String> atOnce(int atOnce) {
        return atOnce >= 1 && atOnce <= MOST_AT_ONCE
                ? Optional.empty()
                : Optional.of(
                        "%d VMs at once: it has to be 1 to %d".formatted(atOnce, MOST_AT_ONCE));
    }
}

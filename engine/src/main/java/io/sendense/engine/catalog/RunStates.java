package io.sendense.engine.catalog;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.RunState;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Sets of states by the names they have in columns.
final class RunStates {
    private RunStates() {}

    static List<String> names(Predicate<RunState> which) {
        return Arrays.stream(RunState.values()).filter(which).map(Enum::name).toList();
    }

    static List<String> diskNames(Predicate<DiskState> which) {
        return Arrays.stream(DiskState.values()).filter(which).map(Enum::name).toList();
    }
}

package io.sendense.ui.jobs;

import java.util.Optional;

/// A repository that a job can back up to. Immutable.
///
/// @param name absent for whichever is the default
record TargetChoice(Optional<String> name, String text) {
    @Override
    public String toString() {
        return text;
    }
}

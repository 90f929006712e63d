package io.sendense.ui.backup;

import io.sendense.ui.shared.ConcernView;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tone;
import io.sendense.ui.shared.VmRef;
import java.util.List;
import java.util.Optional;

/// A VM on the list. Immutable.
///
/// @param problem why its run could not be started at the last try
/// @param concerns what speaks against its backup, the gravest first; absent until it was looked at
record BackupItem(VmRef vm, Optional<ProblemView> problem, Optional<List<ConcernView>> concerns) {
    /// One that was not looked at yet.
    static BackupItem of(VmRef vm) {
        return new BackupItem(vm, Optional.empty(), Optional.empty());
    }

    /// The gravest concern, if it is more than a note.
    Optional<ConcernView> gravest() {
        return concerns.stream()
                .flatMap(List::stream)
                .findFirst()
                .filter(concern -> concern.tone() != Tone.NEUTRAL);
    }
}

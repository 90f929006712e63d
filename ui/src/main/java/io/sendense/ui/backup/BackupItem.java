package io.sendense.ui.backup;

import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.VmRef;
import java.util.Optional;

/// A VM on the list. Immutable.
///
/// @param problem why its run could not be started at the last try
record BackupItem(VmRef vm, Optional<ProblemView> problem) {}

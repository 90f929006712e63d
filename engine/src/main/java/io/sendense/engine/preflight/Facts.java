package io.sendense.engine.preflight;

import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmCondition;

/// What the rules look at. Immutable.
record Facts(VirtualMachine vm, VmCondition condition, BackupOptions options) {}

/// What a VM becomes when it is restored elsewhere than where it was.
///
/// In: a VM's configuration, the XML that a server sends and a restore point keeps as `config.xml`.
/// Out: a [RestorePlan] with one verdict for each device and setting: kept, chosen at the restore,
/// changed, removed, impossible. The same plan is read from the living VM before a backup, so that
/// what could not be restored is known while something can be done about it. The rules stand in
/// `doc/restore-plan.md`. Pure functions without any call to a server; a crash leaves nothing.
package io.sendense.engine.restore;

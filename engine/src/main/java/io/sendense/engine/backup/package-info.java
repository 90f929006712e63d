/// The flow of a backup: one VM, one snapshot, all its disks in parallel over NBD into one restore
/// point.
///
/// Read `BackupRun` first. In: a VM of a source, a repository, a catalog. Out: a published restore
/// point and a run's record, or a failed run and nothing else. Sizes are bytes.
///
/// What a crash leaves behind: a snapshot (recorded in the catalog and under `home/held` before it
/// was asked for), a draft in the repository, a run in a living state. The `Janitor` removes and
/// ends all three at the next start.
package io.sendense.engine.backup;

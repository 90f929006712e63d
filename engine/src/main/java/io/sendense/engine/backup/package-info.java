/// The flow of a backup: one VM, one snapshot, all its disks in parallel over NBD into one restore
/// point.
///
/// Read `BackupRun` first. In: a VM of a source, a repository, a catalog. Out: a published restore
/// point and a run's record, or a failed run and nothing else. Sizes are bytes.
///
/// What a crash leaves behind: a snapshot (recorded in the catalog and under `home/held` before it
/// was asked for), a draft or a published point in the repository, a run in a living state. At the
/// next start the `Janitor` removes snapshot and draft; the run has completed where its point is
/// published (`DeadRuns`), else it has failed. Points without a row get one (`PointAdoption`).
package io.sendense.engine.backup;

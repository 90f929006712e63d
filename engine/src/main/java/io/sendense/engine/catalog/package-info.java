/// The database: vCenters, repositories, runs with their disks and events, restore points, held
/// snapshots. H2 in a file of the home by default, PostgreSQL for a team.
///
/// [Catalog] opens it and gives one table class per table, each with its own row record. Times are
/// instants in UTC, kept to the microsecond; sizes are bytes. `java.sql` is known here only.
/// Problems and events are stored as code and arguments, never as sentences.
///
/// Threads: everything is thread-safe. The database is worked on by a few threads of the catalog's
/// own, because an interrupt that meets H2 in a write closes its file for good; a caller waits for
/// them without giving up, and keeps its interrupt.
///
/// What a crash leaves behind: every call that returned is on the disk (`WRITE_DELAY=0` and
/// `CHECKPOINT SYNC` for H2, PostgreSQL's own commit), every other one has left nothing. Runs that
/// were alive stand there in a living state; `RunTable.living` and `HeldSnapshotTable.held` tell
/// the next start what to end and what to sweep.
package io.sendense.engine.catalog;

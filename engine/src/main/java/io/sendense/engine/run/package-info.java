/// What is known about one execution of a backup: its state machine, its live progress and its
/// events.
///
/// Flows write it, the catalog keeps it, console and command line show it. Progress ([RunView]) is
/// a conflated snapshot: only the newest counts. Events ([RunEvent]) are durable, ordered and
/// numbered. Sizes are bytes, times are instants in UTC.
///
/// All types are immutable. After a crash the catalog holds runs in a living state; the next engine
/// start ends them as failed (`RUN-INTERRUPTED`).
package io.sendense.engine.run;

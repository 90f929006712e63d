/// When which job is due, kept in the catalog: db-scheduler behind our own words.
///
/// In: a job's number and the next time it is due. Out: a call on a thread of the queue's own when
/// that time has come, at the earliest at that time by the engine's clock and usually within two
/// seconds, also where the time passed while no engine was there. Who is called says when it is due
/// next.
///
/// Only the queue that was started calls; others keep times. Where several engines share a
/// database, one of them is called. The library's threads reach the database through
/// `Catalog.queueConnections` only, as it interrupts them.
///
/// A crash leaves a time that was called as one that is not: it is called again, so calls have to
/// know what they did.
package io.sendense.engine.catalog.queue;

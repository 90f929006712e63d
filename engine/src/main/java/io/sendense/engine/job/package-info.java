/// What an operator defines: jobs, which VMs they hold, when they run, and their executions.
///
/// In: a [JobDefinition] and the inventories of its vCenters. Out: a run of each selected VM, put
/// together as a [JobRunView]. A job never overlaps itself. Times are instants; schedules count in
/// the time zone they were defined in.
///
/// A crash leaves the rows of the execution that was under way; the next start of the engine ends
/// them as failed, as it ends the runs they name.
package io.sendense.engine.job;

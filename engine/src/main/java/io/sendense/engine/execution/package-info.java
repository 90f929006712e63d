/// Runs jobs: finds their VMs, backs them up a few at a time, and records how that went.
///
/// In: a job's definition, by an operator or by its schedule. Out: a run of `backup` for each VM,
/// put together as a [io.sendense.engine.job.JobRunView]. [ActiveJobRun] is the page to read.
///
/// A VM, folder or vCenter that is not there fails what it stands for and nothing else. A job has
/// one living execution at most; the catalog itself refuses a second one.
///
/// Threads: one for each execution, and one for each VM that is backed up at a time, all virtual. A
/// crash leaves the rows of an execution in a living state; [DeadJobRuns] ends them at the next
/// start, after the runs they name were ended.
package io.sendense.engine.execution;

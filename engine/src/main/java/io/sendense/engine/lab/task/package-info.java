/// Work that takes time: tasks with a state, a progress in percent and a result, one after the
/// other for each object they work on.
///
/// In: what to do and how long it is to take (`Duration`, so that clients meet tasks that are still
/// running). Out: `Task` objects whose `info` changes as they go on, noted in the journal. Each
/// task runs on a virtual thread; a bounded number of finished ones is kept. Nothing is on disk: a
/// crash ends all tasks with the lab.
package io.sendense.engine.lab.task;

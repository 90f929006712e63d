/// What goes wrong on purpose: rules a test gives the lab, by operation, object and count.
///
/// In: rules. Out: for each call the lab receives, the actions that apply to it, in the order the
/// rules were added. Durations are `Duration`, amounts are bytes. Rules and actions are immutable,
/// the list of them is thread-safe; nothing is kept on disk.
package io.sendense.engine.lab.fault;

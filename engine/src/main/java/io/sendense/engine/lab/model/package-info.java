/// The lab's managed objects: what a client sees of datacenters, folders, hosts and the like, and
/// the store that finds them by reference.
///
/// In: objects and changes to them. Out: property values ([io.sendense.engine.lab.soap.Value]
/// trees, sizes in bytes unless a vSphere field's name says otherwise), computed when asked for, so
/// that nothing can go stale; and a journal of what changed when, as running numbers, for clients
/// that wait for updates.
///
/// Threads: everything here is thread-safe. All of it lives in memory: a crash leaves nothing.
package io.sendense.engine.lab.model;

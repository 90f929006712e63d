/// The property collector: which objects a client asks about, what it wants to know of them, in
/// pages or as updates.
///
/// In: filters as clients send them (`PropertyFilterSpec`: objects, traversals by type and path,
/// recursive by name; paths into properties). Out: contents and updates in the order the traversal
/// met the objects. Nothing is fetched before it is written out; a page holds a bounded number of
/// objects.
///
/// Threads: filters and specifications are immutable or guarded; a collector answers one wait at a
/// time. What belongs to a session ends with it, nothing outlives the process.
package io.sendense.engine.lab.property;

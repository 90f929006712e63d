/// Which bytes of a disk a run has to read, and why.
///
/// In: change IDs of a parent restore point and of the snapshot, answers of the change tracker.
/// Out: [ChangedExtents]. Everything is immutable; nothing here talks to a server.
package io.sendense.engine.source.change;

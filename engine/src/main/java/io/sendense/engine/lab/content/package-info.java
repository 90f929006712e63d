/// What the lab's disks hold before any guest writes: patterns, partition tables, file systems.
///
/// In goes a capacity in bytes and a seed, out come immutable, sparse bytes: a
/// [io.sendense.engine.lab.content.BaseContent]. Bulk is generated when it is read and never kept.
/// Immutable, so for any number of threads; nothing is written anywhere.
package io.sendense.engine.lab.content;

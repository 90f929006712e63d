/// What can be done with whole disks, whatever they are stored in: describe, map, compare, copy.
///
/// In: `BlockDevice`s, or paths of disk files (`DiskImages`, `DiskFormat`). Out: records. Bytes
/// everywhere. Disks behind a network address are opened by the caller and passed in as devices.
///
/// Threads: `DiskCopy` has a few workers of its own, which are gone when it returns; everything
/// else runs in the caller's thread. Interrupting the caller stops a copy or a comparison.
///
/// A crash in mid-copy leaves an incomplete target; its owner throws it away.
package io.sendense.engine.disk.image;

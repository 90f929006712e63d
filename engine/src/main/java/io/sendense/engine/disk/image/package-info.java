/// What can be done with whole disks, whatever they are stored in: describe, map, compare, copy.
///
/// In: `BlockDevice`s, or paths of disk files (`DiskImages`, `DiskFormat`). Out: records. Bytes
/// everywhere. Disks behind a network address are opened by the caller and passed in as devices.
///
/// Threads: `DiskCopy` has a few workers of its own, which are gone when it returns; everything
/// else runs in the caller's thread. Interrupting the caller stops a copy, a comparison or a
/// commit; these tell a `ByteProgress` once per request. The rest tells nobody: it takes a moment,
/// but for a `DiskResize` that shrinks and reads what lies behind the new end and is not known to
/// be zero.
///
/// A crash in mid-copy leaves an incomplete target; its owner throws it away.
package io.sendense.engine.disk.image;

/// QCOW2 files as disks: QEMU's copy-on-write format, version 2 and 3, read and written without
/// QEMU.
///
/// In: paths, guest byte ranges, `ByteBuffer`s. Out: `Qcow2Image` (a `BlockDevice` over a file and
/// everything it is backed by), what each file defines (`LayerStatus`), what is wrong with it
/// (`Qcow2Check`), and the digest of its tables (`MetadataDigest`). All sizes and offsets are
/// bytes, all tables in the file big-endian; the format is QEMU's `docs/interop/qcow2`.
///
/// A file is cut into clusters. The L1 table points to L2 tables, these to the clusters with the
/// disk's bytes; the refcount table points to refcount blocks, which count how often each cluster
/// is pointed to. Tables are read and changed as pages of up to 4 KiB in memory (`MetadataPages`,
/// `ChainCaches`) and written by `Checkpoint` in an order that keeps the file sound.
///
/// Threads: any number may use an image. Tables are guarded by one lock per file, held for look-ups
/// and allocations; data moves outside of it.
///
/// A crash leaves, at worst, clusters that are counted but not used; everything flushed is there.
package io.sendense.engine.disk.qcow2;

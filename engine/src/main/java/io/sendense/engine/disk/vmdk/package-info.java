/// VMware's virtual disks: read in the shapes that VMware's desktop products, ESXi datastores and
/// OVF packages have, written as the one OVF packages carry.
///
/// In: paths, guest byte ranges, `ByteBuffer`s. Out: `VmdkImage` (a read-only `BlockDevice` over a
/// descriptor, its extents and the disks it is a delta of), what each file defines (`VmdkRun`), and
/// `StreamOptimizedDevice` (a new disk, written from front to back). The format is VMware's
/// "Virtual Disk Format 5.0"; sectors of 512 bytes are its unit in files and do not leave this
/// package. Numbers in files are little-endian.
///
/// A descriptor (text, in a file of its own or inside the only extent) lists extents. A flat extent
/// holds the disk's bytes one to one. A sparse extent is cut into grains: the grain directory
/// points to grain tables, these to the grains. ESXi's redo logs (`RedoLog`) are cut likewise, in
/// two formats of their own; they are read over any `BlockDevice`, so that the `folder` transport
/// reads them from a server by the same code. `engine/doc/formats-vmdk-vhdx.md` says what is
/// supported and what is refused.
///
/// Nothing a file says is trusted: names are followed within folders only, every offset is checked
/// against the file's length, tables are read in pieces of 2 KiB and at most 8 MiB of them are kept
/// for a whole chain.
///
/// Threads: any number may use an image. A `StreamOptimizedDevice` has a few workers that compress,
/// gone when it is closed.
///
/// A crash while writing leaves a file without footer whose header says that it was not closed: no
/// reader takes it for a disk. Reading changes nothing.
package io.sendense.engine.disk.vmdk;

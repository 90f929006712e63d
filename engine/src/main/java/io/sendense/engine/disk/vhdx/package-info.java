/// Hyper-V's virtual disks, for reading: fixed and dynamic ones.
///
/// In: paths, guest byte ranges, `ByteBuffer`s. Out: `VhdxImage`, a read-only `BlockDevice`. The
/// format is Microsoft's MS-VHDX; numbers are little-endian, checksums CRC-32C.
///
/// The header with the higher sequence number says where the log is, the region table where the
/// block allocation table (BAT) and the metadata are. The BAT has an entry for each block of the
/// disk, and after each chunk of them one for a bitmap that only differencing disks use. Where the
/// log is not empty, the file's writer died: what the log holds is laid over the file in memory
/// (`ReplayedFile`), as the next writer would do on disk.
///
/// Nothing a file says is trusted: sizes are bounded, every offset is checked against the file's
/// length, the BAT is read in pieces of 4 KiB of which at most 4 MiB are kept, and a log of more
/// than 16 MiB is refused.
///
/// Threads: any number may use an image. Reading changes nothing; a crash leaves nothing.
package io.sendense.engine.disk.vhdx;

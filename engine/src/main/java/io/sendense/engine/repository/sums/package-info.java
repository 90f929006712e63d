/// The sums of a layer: for every guest cluster that the layer defines, the SHA-256 of what a guest
/// would read there. They prove the layer whoever wrote it, and they let a later run find out what
/// changed without reading the layer.
///
/// In: cluster contents (`ByteBuffer`s of 65,536 bytes in a repository; positions are cluster
/// numbers, the first is 0) in any order and from any thread. Out: a `.sums` file, its own SHA-256,
/// and readers of one file or of a whole chain's files laid over each other.
///
/// # Format of a `.sums` file
///
/// All numbers are big-endian and unsigned. A header of 64 bytes, then the records, nothing else.
///
/// | offset | bytes | header field | value |
/// |---:|---:|---|---|
/// | 0 | 8 | magic | `53 44 4e 53 45 53 55 4d` (`SDNSESUM`) |
/// | 8 | 4 | version | 1 |
/// | 12 | 4 | algorithm | 1: SHA-256 |
/// | 16 | 4 | cluster size in bytes | a power of two, 512 to 2,097,152 |
/// | 20 | 4 | record size in bytes | 40 |
/// | 24 | 8 | capacity of the disk in bytes | |
/// | 32 | 8 | number of records | |
/// | 40 | 24 | reserved | zero |
///
/// | offset | bytes | record field | value |
/// |---:|---:|---|---|
/// | 0 | 1 | kind | 1: data, 2: zero |
/// | 1 | 7 | cluster number | guest offset divided by the cluster size |
/// | 8 | 32 | sum | SHA-256 of the cluster's uncompressed content |
///
/// Records are sorted by cluster number and each number occurs at most once. The last cluster of a
/// disk may reach beyond its capacity; its content is padded with zeroes for the sum. A record of
/// kind zero holds the sum of a cluster of zeroes. A cluster without a record is not defined by
/// this layer: it is what the parent layer says, or zeroes where there is no parent.
///
/// The file does not protect itself; the manifest of the restore point holds its SHA-256.
///
/// A crash leaves an unfinished file in a draft, which is swept with it.
package io.sendense.engine.repository.sums;

/// The sums of a layer: for every guest cluster that the layer defines, the SHA-256 of what a guest
/// would read there. They prove the layer whoever wrote it, and they let a later run find out what
/// changed without reading the layer.
///
/// In: cluster contents (`ByteBuffer`s of 65,536 bytes in a repository; positions are cluster
/// numbers, the first is 0) in any order and from any thread. Out: a `.sums` file, its own SHA-256,
/// and readers of one file or of a whole chain's files laid over each other.
///
/// The format of a `.sums` file is described byte by byte in `engine/doc/formats.md`. A cluster
/// without a record is not defined by this layer: it is what the parent layer says, or zeroes where
/// there is no parent.
///
/// The file does not protect itself; the manifest of the restore point holds its SHA-256.
///
/// A crash leaves an unfinished file in a draft, which is swept with it.
package io.sendense.engine.repository.sums;

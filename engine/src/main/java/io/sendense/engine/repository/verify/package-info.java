/// Reads restore points and says what is wrong with them.
///
/// In: published points. Out: a [VerifyReport] of [Finding]s, each with the numbers and with what
/// the operator loses. Every layer of a point's chains is read: the clusters it holds itself are
/// compared with its sums, its tables with their digest, its head with what the manifest says.
///
/// Layers are walked in the calling thread; contents are read and hashed by a bounded pool of
/// platform threads. Memory: about 2 MiB for each thread, and at most 100 findings of a kind for
/// each layer. An interrupt ends a call within the time of one read. Nothing is written; a crash
/// leaves nothing behind.
package io.sendense.engine.repository.verify;

/// What a console and a node say to each other, as records, and their JSON.
///
/// In: the bytes of a request or an answer. Out: records that hold what they promise - every
/// refusal names the field and the numbers, and never quotes a value that may be a password. Sums
/// travel as a stream of binary records of their own ([SumRecordReader] has its shape).
///
/// ```text
/// StartRequest ──► node ──► JobProgress (again and again) ──► JobProgress with an end
///                      └──► sums of each disk, while they are made
/// ```
///
/// All records are immutable, but for the password in a [VCenterAccess], which can be wiped. Bytes
/// and `Duration`s only. Nothing here does I/O or waits.
package io.sendense.engine.node.protocol;

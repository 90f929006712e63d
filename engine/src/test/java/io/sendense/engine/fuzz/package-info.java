/// Bytes of others, made up by a fuzzer: whatever they are, each parser takes or refuses them, in
/// little time and memory.
///
/// In: byte arrays, from the corpus in `src/test/resources` (`CorpusTest`, in every build) or from
/// Jazzer (`FuzzingTest`, some seconds in every build, hours where somebody asks for them). Out:
/// findings. `engine/doc/testing.md` says how to run it and what to do with a finding.
///
/// A `FuzzTarget` names one kind of bytes, a `Feed` gives them to the product. Where the product's
/// parser is not public, its feed lies in the parser's package. Each process has one feed, used by
/// one thread.
package io.sendense.engine.fuzz;

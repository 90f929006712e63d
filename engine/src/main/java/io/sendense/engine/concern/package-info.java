/// What speaks against backing up a VM, or against restoring it elsewhere, told before anything is
/// done.
///
/// In: what the rules of the package `preflight` find. Out: [Concern] records with a stable id, a
/// severity and typed arguments, and their words (`concerns.properties`). Immutable and stateless;
/// a crash leaves nothing.
package io.sendense.engine.concern;

/// What is looked at before a VM is backed up: the rules that make [io.sendense.engine.concern].
///
/// In: a VM, what surrounds it, and what the operator chose. Out: a list of concerns, the gravest
/// first. Stateless and without any call to a server; a crash leaves nothing.
package io.sendense.engine.preflight;

/// The tour as text: a lab, two backups of a VM that keeps writing, and the proof that they are
/// what they should be.
///
/// In: an engine on an empty home, a lab vCenter that keeps the frozen disks. Out: text, and
/// whether every claim held. Leaves the folder it worked in, which it names; a crash leaves the
/// same.
package io.sendense.app.demo;

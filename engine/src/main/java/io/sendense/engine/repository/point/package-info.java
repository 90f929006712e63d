/// Restore points: what one run of one VM leaves, how it comes to be, and how it is read again.
///
/// In: a VM's identity, its disks with their capacities (bytes), the writes of a run, the VM's
/// configuration. Out: a folder that is complete by itself, with a QCOW2 layer and its sums for
/// each disk and a manifest that names them all.
///
/// A [RestorePointDraft] is a folder whose name begins with `.draft-`: no listing shows it. Its
/// `publish` writes the manifest, flushes every file and folder, and renames the draft to its final
/// name. That rename is the only commit point. A draft holds a file lock beside its folder
/// (`.draft-<id>.<process>.lock`) while it lives, so that no other process sweeps it.
///
/// A crash before the rename leaves a draft without a living lock, which the next sweep removes; a
/// crash after it leaves the whole point, and at most the lock file, which goes the same way.
///
/// # The manifest
///
/// `point.json` is UTF-8 JSON of format version 1: [PointManifest] shows its fields, in the file
/// with underscores instead of capitals. Readers ignore fields they do not know and refuse versions
/// they do not know. `manifest_sha256` is the SHA-256 of the file itself, computed with 64 zeroes
/// (`0`) in the place of its value.
package io.sendense.engine.repository.point;

/// The storage of the lab's VMs: disks that guests write to, and snapshots that stay as they were.
///
/// A [io.sendense.engine.lab.storage.LabStorage] makes the disks of a VM from
/// [io.sendense.engine.lab.storage.DiskSpec]s; freezing a
/// [io.sendense.engine.lab.storage.MachineDisks] gives a
/// [io.sendense.engine.lab.storage.FrozenMachine] that is read, asked for changed areas, and closed
/// when the snapshot is removed:
///
/// ```java
/// try (var storage = new LabStorage(directory, StorageLimits.standard());
///         var vm = storage.create(List.of(new DiskSpec(2000, 1L << 30, DiskContent.PATTERN, 7)))) {
///     vm.enableChangeTracking();
///     try (var snapshot = vm.freeze("before the update")) {
///         snapshot.disks().get(2000).read(0, buffer);
///     }
/// }
/// ```
///
/// How it works: a disk is an immutable base (package `lab.content`) and an overlay of changed
/// blocks of 64 KiB, each marked with the tracking sequence at which it last changed. Freezing
/// copies the overlay's table, not its blocks; a block that a frozen state shows too is copied
/// before it is written to. Blocks are counted, so that closing a snapshot gives back what only it
/// showed.
///
/// Units: bytes, half-open ranges. Threads: everything public is thread-safe; one lock per VM
/// orders writes and snapshots, reads of frozen disks need none of it. Memory: about 100 bytes per
/// changed block and state; the blocks are in one sparse temporary file per lab, as large as what
/// was ever changed at once and never larger than `StorageLimits.storeBytes`. A crash leaves
/// nothing behind, on Windows that file.
package io.sendense.engine.lab.storage;

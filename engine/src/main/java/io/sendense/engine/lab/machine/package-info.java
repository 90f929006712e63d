/// The lab's VMs as vSphere shows them: configuration, devices, files, guest facts, snapshots.
///
/// In: what a VM is to look like ([io.sendense.engine.lab.machine.MachineDefinition]), where it
/// lies, and its disks ([io.sendense.engine.lab.storage.MachineDisks]), which hold the bytes. Out:
/// the properties of `VirtualMachine` and `VirtualMachineSnapshot`, and which frozen state stands
/// behind which file. A snapshot really freezes the disks; what a snapshot shows is what was true
/// when it was taken. Sizes in bytes, except where a vSphere field's name says KB or MB.
///
/// Threads: everything public is thread-safe; one lock per VM orders changes to it. Nothing is on
/// disk, so a crash leaves nothing behind.
package io.sendense.engine.lab.machine;

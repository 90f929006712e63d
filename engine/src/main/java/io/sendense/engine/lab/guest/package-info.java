/// The guests of the lab's VMs: what writes to their disks while they are switched on.
///
/// A [io.sendense.engine.lab.guest.LiveGuest] does the steps of an
/// [io.sendense.engine.lab.guest.Activity] at a set rate;
/// [io.sendense.engine.lab.guest.TypicalGuest] picks one that suits the disks:
///
/// ```java
/// var guest = LiveGuest.start("pgtest1", 200, new TypicalGuest(disks, seed)); // power on
/// guest.close();                                                             // power off
/// ```
///
/// In go disks of `lab.storage`, out come writes within bounded regions of them: running longer
/// takes no more space. The record log of a database server and its
/// [io.sendense.engine.lab.guest.RecordRule] tell whether a copy of two disks shows one instant.
/// Each guest has a virtual thread of its own; activities keep to it. Nothing is left behind by a
/// crash.
package io.sendense.engine.lab.guest;

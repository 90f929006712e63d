/// A vCenter inside this process, with VMs that have real disks: for trying the product without
/// one, and for tests.
///
/// [io.sendense.engine.lab.LabVCenter] starts it in one line. It listens on the loopback interface
/// over TLS with a certificate of its own and answers vSphere's SOAP (`/sdk`), datastore files
/// (`/folder`) and, of the Automation API (`/api`, `/rest`), what is about tags, so that clients
/// nobody here wrote can use it too. It writes its XML itself and shares nothing with the product's
/// client, so that the two can disagree.
///
/// In: [io.sendense.engine.lab.LabOptions]; fault rules. Out: an URL, a name, a password, a
/// certificate's SHA-256. Sizes in bytes. Thread-safe. A crash leaves a temporary folder behind,
/// and where kept frozen disks were asked for, unfinished ones under names ending in `.part`.
package io.sendense.engine.lab;

/// The folder of all state: catalog, logs, secrets, the default repository, sockets, and what is
/// held at this moment.
///
/// ```
/// home/
///   catalog.mv.db      the catalog (H2)
///   repository/        the default repository
///   held/              one file for each thing that was asked of somebody else and has to be given back
///   logs/
///   engine.lock        locked while an engine owns this home
///   engine.json        who that is: process, socket, program; stale after a crash
///   secrets.enc        passwords, encrypted, where the system's key ring is not used
///   secrets.key        their key, unless the operator keeps it elsewhere
///   secrets.store      which of both was chosen
///   run/               sockets; gone when the engine ends
/// ```
///
/// Folders are readable by their owner only. A crash leaves files under `held`, a stale
/// `engine.json` and stale sockets; the lock is gone with its process. The next start deals with
/// all of them.
package io.sendense.engine.home;

/// The folder of all state: catalog, logs, secrets, the default repository, sockets, and what is
/// held at this moment.
///
/// ```
/// home/
///   catalog.mv.db      the catalog (H2)
///   repository/        the default repository
///   held/              one file for each thing that was asked of somebody else and has to be given back
///   logs/
///   run/               sockets; gone when the engine ends
/// ```
///
/// Folders are readable by their owner only. A crash leaves files under `held` and stale sockets;
/// the next start deals with both.
package io.sendense.engine.home;

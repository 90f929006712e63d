/// The engine of a home for other processes of the same user: a second console, the command line.
///
/// `ControlServer` serves an `Engine` on the home's Unix socket (mode 0600 in a folder of mode
/// 0700); `SocketEngine` is the same `Engine` on the other side; `Engines` decides which of both a
/// process gets. One contract test holds both to the same behaviour.
///
/// **Protocol.** UTF-8, one JSON object per line, at most 1 MiB towards the server and 32 MiB from
/// it. Both begin with `{"hello": {"version": .., "commit": ..}}`; unlike programs part at once
/// with `ENGINE-VERSION-MISMATCH`, as records may differ between them. Then any number of calls at
/// a time, each with a number of the client's:
///
/// ```
/// > {"id": 1, "call": "verify", "arguments": {"point": "web@latest"}}
/// < {"id": 1, "progress": {"what": "Hard disk 1", "done": 512, "total": 1024}}     any number
/// < {"id": 1, "result": ..}  or  {"id": 1, "problem": ..}  or  {"id": 1, "interrupted": true}
/// > {"cancel": 1}                                          interrupts a call, ends a subscription
/// > {"id": 2, "call": "subscribe", "arguments": {}}
/// < {"id": 2, "result": true}, then for ever {"id": 2, "run": ..}, {"id": 2, "event": ..} and
/// < {"id": 2, "inventory": {"vcenter": "lab", "change": {"containers": [], "vms": [], "gone": []}}}
/// < {"id": 2, "jobs": true} or {"id": 2, "vcenters": true}: they are to be read anew
/// > {"id": 3, "call": "offerWindow", "arguments": {}}       a console says that it has a window
/// < {"id": 3, "result": true}, then {"id": 3, "raise": true} whenever another start asks for it:
/// > {"id": 1, "call": "raiseWindow", "arguments": {}}       true if there was a window to raise
/// < {"bye": {"cause": {"code": "...", "arguments": {}}}}             nothing follows
/// ```
///
/// **Slow readers.** Progress and runs are conflated: of what waits, the newest is kept. Changes of
/// one inventory are put together. Answers and events are never left out; when 10 000 wait, the
/// connection is dropped with a reason. A client that stops reading or dies never holds the engine
/// up: engine threads only put things into a queue.
///
/// **Threads.** Virtual ones: for each connection one that reads, one that writes, one per call. No
/// thread that can be interrupted touches a socket, as an interrupt would close it. Passwords
/// travel in `addVCenter` only and are never logged.
///
/// A crash leaves a stale socket, which refuses connections; the next owner removes it.
package io.sendense.engine.api.control;

/// Datastore files over HTTP: `/folder/<path>?dcPath=<datacenter>&dsName=<datastore>`.
///
/// In: GET, HEAD, single byte ranges, PUT; a session cookie, a ticket or a name and password. Out:
/// bytes, streamed in pieces of 1 MiB straight from the lab's disks; nothing is gathered. Offsets
/// and lengths are bytes. Called by many threads at once. What was uploaded lies in a temporary
/// folder that a crash leaves behind.
package io.sendense.engine.lab.folder;

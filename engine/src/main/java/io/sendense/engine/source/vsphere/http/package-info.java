/// HTTPS to one server, as both the SOAP calls and the datastore files need it.
///
/// In: requests. Out: whole answers, within a time limit and a limit of bytes, and the session
/// cookie that belongs to them. Everything is kept for one connection; nothing is set for the
/// process. Thread-safe. Nothing outlives the process.
package io.sendense.engine.source.vsphere.http;

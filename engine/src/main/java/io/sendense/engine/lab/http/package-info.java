/// A small HTTP/1.1 server over TLS on the loopback interface, made for misbehaving on request:
/// every connection can be cut at any byte, and all of them at once.
///
/// In: connections. Out: an [io.sendense.engine.lab.http.Exchange] per request for one handler, on
/// a virtual thread of its own. Request heads are bounded (64 KiB), connections are counted (2000
/// at most), handshakes and reads have time limits; lengths are bytes. Bodies stream in both
/// directions and are never gathered here. Nothing is kept on disk.
///
/// The JDK's own server is not used: it owns its sockets, so that it can neither cut a reply short
/// nor refuse connections for a while and come back on the same port.
package io.sendense.engine.lab.http;

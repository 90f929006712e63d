/// The SSH tunnel to a node: every byte between a console and a node goes through it. Knows no
/// disk, no run and no problem, and is the only place that knows JSch.
///
/// In: where a node's OpenSSH server is ([SshAddress]), who logs in ([SshLogin]), which host key is
/// expected ([HostKey]). Out: forwards. A [LocalForward] leads from this machine's loopback to a
/// port of the node's loopback, a [RemoteForward] from a port of the node's loopback to whatever a
/// [TargetConnector] connects to here. Binds are literally `127.0.0.1`.
///
/// ```
///   node: sshd                                    here
///   127.0.0.1:10100 ◄──RemoteForward── Line ──► ForwardEnd ── WindowQueue ──► Unix socket (NBD)
///   127.0.0.1:8081  ◄──────LocalForward── Line ◄── 127.0.0.1:random
/// ```
///
/// A [SshTunnel] is made of lines, each one SSH connection: one for local forwards, up to four for
/// remote ones. A line that is lost dials again with growing pauses and asks for its forwards
/// again. Connections that were in flight are closed at both ends; nothing is resumed below NBD.
///
/// Windows: JSch gives a forwarded channel a window of 128 KiB and writes what arrives in the one
/// thread that reads the connection, so that a slow target would stop all others. [ChannelHook]
/// gives channels a window of [WindowQueue#WINDOW_BYTES], which is acknowledged as the target takes
/// the bytes (ADR 0022).
///
/// Threads: two for each connection that is forwarded, one reading for each SSH connection, and one
/// watching each tunnel. Everything public may be called by any thread. All limits are in
/// [SshTimes].
///
/// Errors: [SshException] with a reason and the facts. No secret is in any message or log.
package io.sendense.engine.wire.ssh;

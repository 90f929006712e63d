/// Secrets and trust: how passwords are held and stored, how a server's certificate is judged.
///
/// In: secrets as characters, certificates as DER. Out: a `Secret` for as long as it is needed, an
/// SSL context for one connection. Nothing here logs a secret or keeps state for the whole process.
/// A crash leaves the store as it was after the last complete write.
package io.sendense.engine.security;

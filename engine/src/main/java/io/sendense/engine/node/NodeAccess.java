package io.sendense.engine.node;

import java.util.Optional;

/// What an administrator of a node has to enter there, so that the engine may do what it needs and
/// nothing else. Immutable.
///
/// @param authorizedKey the line for the user's `authorized_keys`; absent where the login is not by
///   a key that can be read here
/// @param serverSettings what the node's `sshd_config` has to say, several lines
public record NodeAccess(Optional<String> authorizedKey, String serverSettings) {}

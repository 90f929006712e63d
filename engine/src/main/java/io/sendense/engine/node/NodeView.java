package io.sendense.engine.node;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.security.LoginMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A node at one moment. Immutable.
///
/// @param ssh `USER@HOST:PORT` of its SSH server
/// @param identity path of the private key's file, where the login is by key
/// @param hostKey `SHA256:...` of the key its SSH server must show
/// @param restPort of its interface, on its own loopback
/// @param version of the program there, as it said last; absent before it was asked
/// @param roundTrip of the tunnel; absent while there is none
/// @param problem why there is no tunnel, where one is needed and cannot be made
/// @param transfers what it pushes here now
public record NodeView(
        String name,
        String ssh,
        LoginMethod login,
        Optional<String> identity,
        String hostKey,
        int restPort,
        Instant added,
        NodeState state,
        Optional<String> version,
        Optional<Duration> roundTrip,
        Optional<Problem> problem,
        List<NodeTransfer> transfers) {
    public NodeView {
        transfers = List.copyOf(transfers);
    }
}

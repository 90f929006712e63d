package io.sendense.engine;

import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.NodeAccess;
import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeHostKey;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.EngineException;
import java.util.List;
import java.util.Optional;

/// The nodes of an engine. Thread-safe; calls block, as those of [Engine] do.
public interface Nodes {
    /// By name, as they are at this moment.
    List<NodeView> list() throws EngineException, InterruptedException;

    /// Fetches the key that an SSH server shows. Sends no credentials.
    ///
    /// @param ssh `USER@HOST[:PORT]`
    /// @throws EngineException `REQUEST-INVALID`, `NODE-UNREACHABLE`
    NodeHostKey hostKey(String ssh) throws EngineException, InterruptedException;

    /// What has to be entered on a node before it can be used. Connects to nothing.
    ///
    /// @param ssh `USER@HOST[:PORT]`: for whom it is
    /// @param identity path of the private key's file, where the login is by key
    /// @throws EngineException `REQUEST-INVALID`: the address is none, or the key cannot be read
    NodeAccess access(String ssh, Optional<String> identity, int restPort)
            throws EngineException, InterruptedException;

    /// Stores a node's address and secrets, once its SSH server has shown the accepted key. Whether
    /// it can be used is told by `test`, as what has to be entered there may be missing yet.
    ///
    /// @throws EngineException `REQUEST-INVALID`, `NODE-NAME-TAKEN`, `NODE-UNREACHABLE`,
    ///   `NODE-HOST-KEY-CHANGED`
    NodeView add(NewNode node) throws EngineException, InterruptedException;

    /// Connects anew and looks at all that a backup through the node needs.
    ///
    /// @throws EngineException `NODE-UNKNOWN`; what is wrong at the node stands in the answer
    NodeCheck test(String name) throws EngineException, InterruptedException;

    /// Forgets a node and its secrets. Runs that used it stay.
    ///
    /// @throws EngineException `NODE-UNKNOWN`; `NODE-IN-USE` while a run or a job uses it
    void remove(String name) throws EngineException, InterruptedException;
}

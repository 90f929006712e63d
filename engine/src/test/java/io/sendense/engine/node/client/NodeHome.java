package io.sendense.engine.node.client;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.Engine;
import io.sendense.engine.LabHome;
import io.sendense.engine.MemorySecretStore;
import io.sendense.engine.api.node.NodeServer;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.reader.NodeSettings;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunId;
import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.security.Secret;
import io.sendense.engine.wire.ssh.RestrictedSshd;
import io.sendense.engine.wire.ssh.SshdRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A lab vCenter, an engine that knows it, and a node behind a real SSH server with exactly the
/// restrictions of the documentation. Closing ends all of them.
public final class NodeHome implements AutoCloseable {
    public static final String NODE = "edge1";
    private static final String TOKEN = "planted-node-token-0123456789";

    public final LabHome lab;
    public final Engine engine;
    public final RestrictedSshd sshd;
    private NodeServer node;
    private final int port;

    /// @param folder for everything
    public NodeHome(Path folder) throws Exception {
        this(folder, LabHome.restful().withKeepFrozen(folder.resolve("frozen")));
    }

    public NodeHome(Path folder, LabOptions options) throws Exception {
        lab = new LabHome(folder.resolve("home"), new MemorySecretStore(), options);
        node = start(0);
        port = node.address().port();
        sshd = RestrictedSshd.start(folder.resolve("sshd"), SshdRules.right(port));
        engine = lab.open();
        engine.addVCenter(lab.vcenter(LabHome.NAME));
        add(engine);
    }

    /// Has an engine know the node.
    public void add(Engine other) throws Exception {
        try (Secret token = Secret.of(TOKEN)) {
            other.nodes()
                    .add(
                            new NewNode(
                                    NODE,
                                    sshd.address(),
                                    LoginMethod.KEY,
                                    Optional.of(sshd.identity().toString()),
                                    Optional.empty(),
                                    token,
                                    sshd.fingerprint(),
                                    port));
        }
    }

    private static NodeServer start(int port) throws Exception {
        try (Secret token = Secret.of(TOKEN)) {
            return NodeServer.start(
                    NodeSettings.usual(InstantSource.system()),
                    new ProgramVersion("test", "test"),
                    port,
                    token);
        }
    }

    /// What the node's SSH server allows.
    SshdRules rules() {
        return SshdRules.right(port);
    }

    /// Of the node's interface.
    int port() {
        return port;
    }

    /// Makes every read of a disk take long enough to be seen in the middle.
    void slowDown() {
        lab.lab
                .faults()
                .add(
                        FaultRule.on(
                                        FaultRule.FOLDER,
                                        new FaultAction.Delay(Duration.ofMillis(100)))
                                .always());
    }

    /// Ends the node's program.
    public void stopNode() {
        node.close();
    }

    /// Starts it again where it was.
    public void startNode() throws Exception {
        node = start(port);
    }

    /// Starts a backup through the node.
    public RunId start(String vm, UnaryOperator<BackupOptions> options) throws Exception {
        return engine.startBackup(
                new BackupRequest(
                        LabHome.NAME,
                        LabHome.vm(engine, vm),
                        Optional.empty(),
                        options.apply(BackupOptions.usual().via(Optional.of(NODE)))));
    }

    @Override
    public void close() {
        engine.close();
        sshd.close();
        node.close();
        lab.close();
    }
}

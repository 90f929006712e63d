package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.Session;
import io.sendense.engine.wire.ssh.SshException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Hands a login to JSch, after finding out whether it can be used at all.
final class Credentials {
    private Credentials() {}

    /// The ways of logging in that fit, as JSch takes them.
    static String methods(SshLogin login) {
        return login instanceof SshLogin.Password ? "password" : "publickey";
    }

    /// Gives the keys of a login to `jsch`.
    static void addTo(JSch jsch, SshLogin login) throws SshException {
        switch (login) {
            case SshLogin.Key key -> addKey(jsch, key);
            case SshLogin.Agent agent -> addAgent(jsch, agent);
            case SshLogin.Password _ -> {
                // It belongs to the session.
            }
        }
    }

    /// Gives a password to `session`, which overwrites its own copy after the login.
    static void addTo(Session session, SshLogin login) {
        if (login instanceof SshLogin.Password password) {
            byte[] secret = password.secret();
            session.setPassword(secret);
            Arrays.fill(secret, (byte) 0);
        }
    }

    /// The public key of a private key's file, as a line of a file of authorized keys has it:
    /// `ssh-ed25519 AAAA...`. A passphrase is not needed.
    static String publicKey(Path file) throws SshException {
        KeyPair pair = load(new JSch(), file, read(file));
        try {
            byte[] blob = pair.getPublicKeyBlob();
            if (blob == null) {
                throw unreadable(file, null);
            }
            HostKey key = HostKey.of(blob);
            return key.type() + " " + java.util.Base64.getEncoder().encodeToString(blob);
        } finally {
            pair.dispose();
        }
    }

    private static void addKey(JSch jsch, SshLogin.Key key) throws SshException {
        byte[] bytes = read(key.file());
        byte[] passphrase = key.passphrase();
        try {
            checkPassphrase(jsch, key.file(), bytes, passphrase);
            jsch.addIdentity(
                    key.file().toString(), bytes, null, passphrase.length == 0 ? null : passphrase);
        } catch (JSchException e) {
            throw unreadable(key.file(), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(passphrase, (byte) 0);
        }
    }

    private static void checkPassphrase(JSch jsch, Path file, byte[] bytes, byte[] passphrase)
            throws SshException {
        KeyPair pair = load(jsch, file, bytes);
        try {
            if (!pair.isEncrypted()) {
                return;
            }
            if (passphrase.length == 0) {
                throw new SshException(
                        Reason.PASSPHRASE_MISSING, file + " has a passphrase", null, file);
            }
            if (!pair.decrypt(passphrase)) {
                throw new SshException(
                        Reason.PASSPHRASE_WRONG, "not the passphrase of " + file, null, file);
            }
        } finally {
            pair.dispose();
        }
    }

    private static KeyPair load(JSch jsch, Path file, byte[] bytes) throws SshException {
        try {
            return KeyPair.load(jsch, bytes, null);
        } catch (JSchException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    private static byte[] read(Path file) throws SshException {
        try {
            if (Files.size(file) > 1 << 20) {
                throw unreadable(file, null);
            }
            return Files.readAllBytes(file);
        } catch (SshException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static SshException unreadable(Path file, @Nullable Throwable cause) {
        return new SshException(Reason.KEY_UNREADABLE, "no private key in " + file, cause, file);
    }

    private static void addAgent(JSch jsch, SshLogin.Agent agent) throws SshException {
        try {
            AgentIdentityRepository keys =
                    new AgentIdentityRepository(new SSHAgentConnector(agent.socket()));
            if (keys.getIdentities().isEmpty()) {
                throw agentUnusable(agent, null);
            }
            jsch.setIdentityRepository(keys);
        } catch (AgentProxyException e) {
            throw agentUnusable(agent, e);
        }
    }

    private static SshException agentUnusable(SshLogin.Agent agent, @Nullable Throwable cause) {
        return new SshException(
                Reason.AGENT_UNUSABLE,
                agent + " cannot be asked or has no key",
                cause,
                agent.socket());
    }
}

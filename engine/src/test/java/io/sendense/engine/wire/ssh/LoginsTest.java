package io.sendense.engine.wire.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.CapturedLog;
import io.sendense.engine.PeerProcess;
import io.sendense.engine.wire.ssh.SshException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in by a real OpenSSH server, and what is said to those who are not.
class LoginsTest {
    private static final String SECRET = "planted-secret-7291";

    @TempDir private Path folder;

    private SshSettings with(RestrictedSshd sshd, SshLogin login) throws IOException {
        return Tunnels.settings(sshd).withLogin(login);
    }

    private static @Nullable SshException refused(SshSettings settings) {
        SshException failure =
                catchThrowableOfType(
                        SshException.class, () -> SshTunnel.open(settings, _ -> {}).close());
        if (failure != null) {
            assertThat(textOf(failure)).doesNotContain(SECRET);
        }
        return failure;
    }

    private static String textOf(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    private Path newKey(RestrictedSshd sshd, String type) throws IOException {
        Path key = folder.resolve("key-" + type);
        RestrictedSshd.newKey(key, SECRET, type);
        sshd.authorize(Path.of(key + ".pub"), SshdRules.right());
        return key;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa"})
    void keysWithPassphrasesAreTaken(String type) throws Exception {
        try (RestrictedSshd sshd = RestrictedSshd.start(folder.resolve("sshd"), SshdRules.right());
                CapturedLog log = CapturedLog.begin()) {
            Path key = newKey(sshd, type);
            assertThat(refused(with(sshd, new SshLogin.Key(key, SECRET.getBytes(UTF_8))))).isNull();
            assertThat(refused(with(sshd, new SshLogin.Key(key))))
                    .returns(Reason.PASSPHRASE_MISSING, SshException::reason)
                    .returns(List.of(key.toString()), SshException::facts);
            assertThat(refused(with(sshd, new SshLogin.Key(key, "wrong".getBytes(UTF_8)))))
                    .returns(Reason.PASSPHRASE_WRONG, SshException::reason);
            assertThat(log.text()).isNotEmpty().doesNotContain(SECRET);
        }
    }

    @Test
    void anAgentIsAsked() throws Exception {
        Path socket = folder.resolve("agent");
        try (RestrictedSshd sshd =
                RestrictedSshd.start(folder.resolve("sshd"), SshdRules.right())) {
            assertThat(refused(with(sshd, new SshLogin.Agent(socket))))
                    .returns(Reason.AGENT_UNUSABLE, SshException::reason);
            try (PeerProcess _ =
                    PeerProcess.serve(socket, "ssh-agent", "-D", "-a", socket.toString())) {
                assertThat(refused(with(sshd, new SshLogin.Agent(socket))))
                        .returns(Reason.AGENT_UNUSABLE, SshException::reason);
                PeerProcess.run(
                        "env",
                        "SSH_AUTH_SOCK=" + socket,
                        "ssh-add",
                        "-q",
                        sshd.identity().toString());
                assertThat(refused(with(sshd, new SshLogin.Agent(socket)))).isNull();
            }
        }
    }

    @Test
    void keysThatAreNotKnownAreRefused() throws Exception {
        try (RestrictedSshd sshd =
                RestrictedSshd.start(folder.resolve("sshd"), SshdRules.right().withoutKey())) {
            assertThat(refused(Tunnels.settings(sshd)))
                    .returns(Reason.LOGIN_REFUSED, SshException::reason)
                    .returns(List.of(sshd.user(), "publickey"), SshException::facts);
        }
    }

    @Test
    void aPasswordIsOfNoUseWhereOnlyKeysAre() throws Exception {
        try (RestrictedSshd sshd =
                RestrictedSshd.start(folder.resolve("sshd"), SshdRules.right())) {
            assertThat(refused(with(sshd, new SshLogin.Password(SECRET.getBytes(UTF_8)))))
                    .returns(Reason.LOGIN_REFUSED, SshException::reason)
                    .returns(List.of(sshd.user(), "publickey"), SshException::facts);
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndTold() throws Exception {
        SshdRules rules = SshdRules.right().withSetting("PasswordAuthentication yes");
        try (RestrictedSshd sshd = RestrictedSshd.start(folder.resolve("sshd"), rules);
                CapturedLog log = CapturedLog.begin()) {
            assertThat(refused(with(sshd, new SshLogin.Password(SECRET.getBytes(UTF_8)))))
                    .returns(Reason.LOGIN_REFUSED, SshException::reason);
            assertThat(log.text()).doesNotContain(SECRET);
        }
    }

    @Test
    void filesThatAreNoKeysAreNamed() throws Exception {
        Path none = folder.resolve("none");
        Path text = Files.writeString(folder.resolve("text"), "no key\n");
        try (RestrictedSshd sshd =
                RestrictedSshd.start(folder.resolve("sshd"), SshdRules.right())) {
            for (Path file : List.of(none, text)) {
                assertThat(refused(with(sshd, new SshLogin.Key(file))))
                        .returns(Reason.KEY_UNREADABLE, SshException::reason)
                        .returns(List.of(file.toString()), SshException::facts);
            }
        }
    }

    @Test
    void anotherHostKeyIsShownBesideTheExpectedOne() throws Exception {
        try (RestrictedSshd sshd =
                RestrictedSshd.start(folder.resolve("sshd"), SshdRules.right())) {
            SshSettings before = Tunnels.settings(sshd);
            String expected = sshd.fingerprint();
            sshd.restartWithNewHostKey();
            assertThat(refused(before))
                    .returns(Reason.HOST_KEY_CHANGED, SshException::reason)
                    .returns(
                            List.of(expected, "ssh-ed25519", sshd.fingerprint()),
                            SshException::facts);
            assertThat(sshd.log()).doesNotContain("Accepted");
        }
    }

    @Test
    void anyOfTheServersHostKeysMayBeTheExpectedOne() throws Exception {
        Path rsa = folder.resolve("host-rsa");
        RestrictedSshd.newKey(rsa, "", "rsa");
        String expected = PeerProcess.run("ssh-keygen", "-l", "-f", rsa + ".pub").split(" ")[1];
        SshdRules rules = SshdRules.right().withSetting("HostKey " + rsa);
        try (RestrictedSshd sshd = RestrictedSshd.start(folder.resolve("sshd"), rules)) {
            SshSettings settings = Tunnels.settings(sshd);
            assertThat(refused(settings.withHostKey(java.util.Optional.of(expected)))).isNull();
            assertThat(refused(settings)).isNull();
        }
    }

    @Test
    void aServerWithoutCommonCiphersIsNamed() throws Exception {
        SshdRules rules = SshdRules.right().withSetting("Ciphers chacha20-poly1305@openssh.com");
        try (RestrictedSshd sshd = RestrictedSshd.start(folder.resolve("sshd"), rules)) {
            assertThat(refused(Tunnels.settings(sshd)))
                    .returns(Reason.NO_COMMON_ALGORITHM, SshException::reason)
                    .satisfies(e -> assertThat(e.facts().get(1)).contains("chacha20"));
        }
    }

    @Test
    void whatIsNoSshServerIsNamed() throws Exception {
        try (RestrictedSshd sshd =
                RestrictedSshd.start(folder.resolve("sshd"), SshdRules.right())) {
            SshSettings settings;
            try (java.net.ServerSocket other = new java.net.ServerSocket(0)) {
                settings = Tunnels.settings(sshd, other.getLocalPort());
                SshTimes times = SshTimes.standard().withLogin(Duration.ofSeconds(1));
                assertThat(refused(settings.withTimes(times)))
                        .returns(Reason.TIMED_OUT, SshException::reason)
                        .returns(List.of("logging in", "1"), SshException::facts);
            }
            assertThat(refused(settings)).returns(Reason.UNREACHABLE, SshException::reason);
        }
    }

    @Test
    void secretsAreOverwrittenAndNeverShown() {
        SshLogin.Key key = new SshLogin.Key(Path.of("identity"), SECRET.getBytes(UTF_8));
        SshLogin.Password password = new SshLogin.Password(SECRET.getBytes(UTF_8));
        assertThat(key + " " + password).doesNotContain(SECRET);
        key.close();
        password.close();
        byte[] zeroes = new byte[SECRET.length()];
        assertThat(Arrays.equals(key.passphrase(), zeroes)).isTrue();
        assertThat(Arrays.equals(password.secret(), zeroes)).isTrue();
    }
}

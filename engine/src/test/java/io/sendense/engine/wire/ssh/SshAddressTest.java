package io.sendense.engine.wire.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshAddressTest {
    @ParameterizedTest
    @CsvSource({
        "backup@node1, backup, node1, 22",
        "backup@node1.example.com:2222, backup, node1.example.com, 2222",
        "root@10.0.0.7:1, root, 10.0.0.7, 1",
        "a.b-c_d@node_1:65535, a.b-c_d, node_1, 65535",
        "backup@[fe80::1%eth0]:2222, backup, fe80::1%eth0, 2222",
        "backup@[::1], backup, ::1, 22",
    })
    void isRead(String text, String user, String host, int port) {
        assertThat(SshAddress.parse(text)).isEqualTo(new SshAddress(user, host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "node1",
                "@node1",
                "backup@",
                "backup@node1:",
                "backup@node1:0",
                "backup@node1:65536",
                "backup@node1:ssh",
                "backup@node1:22:22",
                "a b@node1",
                "-oProxyCommand=x@node1",
                "backup@-oProxyCommand",
                "backup@no de",
                "backup@node1\n",
                "backup@::1",
                "a@b@c",
                "backup@[node1"
            })
    void isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SshAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup@node1", "backup@node1:2222", "backup@[::1]:2222"})
    void isShownAsItIsRead(String text) {
        assertThat(SshAddress.parse(text)).hasToString(text);
    }

    @Test
    void fingerprintsHaveOneForm() {
        assertThat(HostKey.isFingerprint("SHA256:" + "a".repeat(43))).isTrue();
        assertThat(HostKey.isFingerprint("SHA256:" + "a".repeat(44))).isFalse();
        assertThat(HostKey.isFingerprint("MD5:" + "a".repeat(43))).isFalse();
    }
}

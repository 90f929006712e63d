package io.sendense.engine.wire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.PeerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server of the tests itself, judged by OpenSSH's own client.
class RestrictedSshdTest {
    @TempDir private Path folder;

    @Test
    void letsItsKeyForwardWithinTheRestrictions() throws Exception {
        try (RestrictedSshd server = RestrictedSshd.start(folder, SshdRules.right())) {
            assertThat(forward(server, "127.0.0.1:10123")).contains("Accepted publickey");
            assertThat(server.fingerprint()).startsWith("SHA256:");
        }
    }

    @Test
    void refusesWhatIsOutsideOfThem() throws Exception {
        try (RestrictedSshd server = RestrictedSshd.start(folder, SshdRules.right())) {
            assertThat(forward(server, "127.0.0.1:10099")).contains("the request was denied");
        }
    }

    private String forward(RestrictedSshd server, String from) throws Exception {
        PeerProcess.runToAnyEnd(
                "timeout",
                "5",
                "ssh",
                "-F",
                "none",
                "-N",
                "-o",
                "ExitOnForwardFailure=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "BatchMode=yes",
                "-i",
                server.identity().toString(),
                "-p",
                String.valueOf(server.port()),
                "-R",
                from + ":127.0.0.1:1",
                server.user() + "@127.0.0.1");
        return server.log();
    }
}

package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nothing that runs as a server is reached from other machines unless somebody said so. The hub:
/// `HubCommandTest`.
@Timeout(300)
class ListenersTest {
    @TempDir private Path folder;

    @Test
    void theLabListensOnLoopbackOnly() throws Exception {
        try (CommandProcess lab = new Commands(folder.resolve("home")).start("lab")) {
            lab.awaitErr("Ctrl+C");
            assertThat(Listeners.of(lab.pid())).isNotEmpty().allMatch(Listeners::isLoopback);
        }
    }

    @Test
    void theNodeListensOnLoopbackOnly() throws Exception {
        try (CommandProcess node =
                new Commands(folder.resolve("home")).start("node", "serve", "--port", "0")) {
            node.awaitErr("Ctrl+C");
            assertThat(Listeners.of(node.pid())).isNotEmpty().allMatch(Listeners::isLoopback);
        }
    }

    @Test
    void oneThatIsOpenIsFound() throws Exception {
        long own = ProcessHandle.current().pid();
        try (ServerSocket open = new ServerSocket(0);
                ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Listeners.of(own))
                    .anyMatch(address ->
                            address.endsWith(":%04X".formatted(open.getLocalPort()))
                                    && !Listeners.isLoopback(address))
                    .anyMatch(address ->
                            address.endsWith(":%04X".formatted(closed.getLocalPort()))
                                    && Listeners.isLoopback(address));
        }
    }
}

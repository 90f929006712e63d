package io.sendense.engine.wire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.wire.ssh.TunnelFinding.Hint;
import io.sendense.engine.wire.ssh.TunnelFinding.Item;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each restriction of a node, wrong one at a time, on a real OpenSSH server. A pool of few ports:
/// each takes a round trip.
class TunnelCheckTest {
    private final int first = Tunnels.freePorts(4);
    private final int last = first + 3;

    @TempDir private Path folder;

    private EchoServer rest;

    @BeforeEach
    void start() throws IOException {
        rest = new EchoServer();
    }

    @AfterEach
    void stop() throws IOException {
        rest.close();
    }

    private SshdRules right() {
        return SshdRules.right(rest.port(), first, last);
    }

    private TunnelCheck check(SshSettings settings, int restPort) {
        return new TunnelCheck(settings, first, last, restPort);
    }

    private List<TunnelFinding> findings(SshdRules rules) throws IOException {
        try (RestrictedSshd sshd = RestrictedSshd.start(folder, rules)) {
            return check(Tunnels.settings(sshd), rest.port()).run();
        }
    }

    /// What is wrong, by item.
    private static Map<Item, Hint> wrong(List<TunnelFinding> findings) {
        Map<Item, Hint> hints = new LinkedHashMap<>();
        findings.forEach(each -> each.hint().ifPresent(hint -> hints.put(each.item(), hint)));
        return hints;
    }

    @Test
    void findsNothingWrongOnANodeAsItShouldBe() throws Exception {
        List<TunnelFinding> findings = findings(right());
        assertThat(findings).allMatch(TunnelFinding::right);
        assertThat(findings).extracting(TunnelFinding::item).containsExactly(Item.values());
    }

    @Test
    void acceptsTheLineAndTheSettingsThatWePrint() throws Exception {
        try (RestrictedSshd sshd = RestrictedSshd.start(folder, right())) {
            sshd.authorize(
                    AuthorizedKeys.line(
                            sshd.identity(), "sendense@console", first, last, rest.port()));
            String text = SshdSettings.text(sshd.user(), first, last, rest.port());
            sshd.appendSettings(text);
            assertThat(wrong(check(Tunnels.settings(sshd), rest.port()).run())).isEmpty();
        }
    }

    @Test
    void ourLineHasWhatTheTestsServerHas() throws Exception {
        assertThat(AuthorizedKeys.options(10100, 10200, 8081))
                .isEqualTo(String.join(",", SshdRules.right().options()));
    }

    @Test
    void namesForwardingThatIsOff() throws Exception {
        assertThat(wrong(findings(right().withTcpForwarding("no"))))
                .containsExactly(
                        Map.entry(Item.POOL, Hint.FORWARDING_OFF),
                        Map.entry(Item.REST, Hint.OPEN_OFF));
        assertThat(wrong(findings(right().without("port-forwarding"))))
                .containsExactly(
                        Map.entry(Item.POOL, Hint.FORWARDING_OFF),
                        Map.entry(Item.REST, Hint.OPEN_OFF));
    }

    @Test
    void namesForwardingBackThatIsOff() throws Exception {
        assertThat(wrong(findings(right().withTcpForwarding("local"))))
                .containsExactly(Map.entry(Item.POOL, Hint.LISTEN_OFF));
        assertThat(wrong(findings(right().withSetting("PermitListen none"))))
                .containsExactly(Map.entry(Item.POOL, Hint.LISTEN_OFF));
    }

    @Test
    void namesForwardingThereThatIsOff() throws Exception {
        assertThat(wrong(findings(right().withTcpForwarding("remote"))))
                .containsExactly(Map.entry(Item.REST, Hint.OPEN_OFF));
        assertThat(wrong(findings(right().withSetting("PermitOpen none"))))
                .containsExactly(Map.entry(Item.REST, Hint.OPEN_OFF));
    }

    @Test
    void namesAMissingOrWrongPermitopen() throws Exception {
        String open = SshdRules.open("127.0.0.1:" + rest.port());
        for (String wrong : List.of("127.0.0.1:1", "localhost:" + rest.port())) {
            assertThat(wrong(findings(right().without(open).with(SshdRules.open(wrong)))))
                    .containsExactly(Map.entry(Item.REST, Hint.OPEN_OFF));
        }
    }

    @Test
    void namesLocalhostInsteadOfTheAddress() throws Exception {
        assertThat(wrong(findings(right().withAddress("localhost"))))
                .containsExactly(
                        Map.entry(Item.POOL, Hint.LOCALHOST_NAMED),
                        Map.entry(Item.REST, Hint.OPEN_OFF));
    }

    @Test
    void namesThePortsThatAreRefused() throws Exception {
        SshdRules rules = right().without(SshdRules.listen("127.0.0.1:" + (first + 1)));
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), last));
            List<TunnelFinding> findings = findings(rules);
            assertThat(wrong(findings)).containsExactly(Map.entry(Item.POOL, Hint.PORTS_REFUSED));
            assertThat(findings.get(2).ports()).containsExactly(first + 1, last);
        }
    }

    @Test
    void namesALineWithoutAnyPort() throws Exception {
        SshdRules rules = right();
        for (int port : IntStream.rangeClosed(first, last).toArray()) {
            rules = rules.without(SshdRules.listen("127.0.0.1:" + port));
        }
        // Without any entry everything may be listened on: that is not for a check to forbid.
        assertThat(wrong(findings(rules))).isEmpty();
        assertThat(wrong(findings(rules.with(SshdRules.listen("127.0.0.1:1")))))
                .containsExactly(Map.entry(Item.POOL, Hint.LISTEN_OFF));
    }

    @Test
    void namesANodeThatDoesNotRun() throws Exception {
        int port = rest.port();
        rest.close();
        try (RestrictedSshd sshd =
                RestrictedSshd.start(folder, SshdRules.right(port, first, last))) {
            assertThat(wrong(check(Tunnels.settings(sshd), port).run()))
                    .containsExactly(Map.entry(Item.REST, Hint.NODE_DOWN));
        }
    }

    @Test
    void namesPortsThatTheNetworkCanReach() throws Exception {
        SshdRules second = right().withSetting("ListenAddress 127.0.0.2:%p");
        for (String gateway : List.of("no", "yes")) {
            SshdRules rules = second.withSetting("GatewayPorts " + gateway);
            try (RestrictedSshd sshd = RestrictedSshd.start(folder, rules)) {
                SshSettings settings = Tunnels.settingsOf(sshd, "127.0.0.2");
                Map<Item, Hint> wrong = wrong(check(settings, rest.port()).run());
                if (gateway.equals("yes")) {
                    assertThat(wrong).containsExactly(Map.entry(Item.EXPOSURE, Hint.EXPOSED));
                } else {
                    assertThat(wrong).isEmpty();
                }
            }
        }
    }

    @Test
    void namesALoginThatIsRefused() throws Exception {
        List<TunnelFinding> findings = findings(right().withoutKey());
        assertThat(wrong(findings)).containsExactly(Map.entry(Item.LOGIN, Hint.LOGIN));
        assertThat(findings).hasSize(2);
    }

    @Test
    void namesAServerThatIsAnother() throws Exception {
        try (RestrictedSshd sshd = RestrictedSshd.start(folder, right())) {
            SshSettings before = Tunnels.settings(sshd);
            sshd.restartWithNewHostKey();
            List<TunnelFinding> findings = check(before, rest.port()).run();
            assertThat(wrong(findings)).containsExactly(Map.entry(Item.SERVER, Hint.SERVER));
            assertThat(findings.getFirst().problem().orElseThrow().reason())
                    .isEqualTo(SshException.Reason.HOST_KEY_CHANGED);
        }
    }
}

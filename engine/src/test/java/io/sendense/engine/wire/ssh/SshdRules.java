package io.sendense.engine.wire.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What a [RestrictedSshd] lets its one key do: as it should be, or with single restrictions wrong.
/// Immutable; each `with` changes one thing.
///
/// @param tcpForwarding `AllowTcpForwarding`: yes, no, local or remote
/// @param authorized whether the key is in the file of authorized keys at all
/// @param options in front of the key there, in their order
/// @param settings further lines of the server's configuration; the first of a kind counts; `%p` is
///   its port
public record SshdRules(
        String tcpForwarding, boolean authorized, List<String> options, List<String> settings) {
    /// The ports of a node's loopback that exports are forwarded from.
    public static final int FIRST_PORT = 10100;

    public static final int LAST_PORT = 10200;

    /// The port of a node's REST interface.
    public static final int REST_PORT = 8081;

    public SshdRules {
        options = List.copyOf(options);
        settings = List.copyOf(settings);
    }

    /// As a node is set up: the 101 ports of the pool may be listened on, 8081 may be connected to.
    public static SshdRules right() {
        return right(REST_PORT);
    }

    /// The same with another REST port.
    public static SshdRules right(int restPort) {
        return right(restPort, FIRST_PORT, LAST_PORT);
    }

    /// The same with another pool, for tests that would be in each other's way.
    public static SshdRules right(int restPort, int firstPort, int lastPort) {
        List<String> options = new ArrayList<>(List.of("restrict", "port-forwarding"));
        IntStream.rangeClosed(firstPort, lastPort)
                .mapToObj(port -> listen("127.0.0.1:" + port))
                .forEach(options::add);
        options.add(open("127.0.0.1:" + restPort));
        return new SshdRules("yes", true, options, List.of());
    }

    /// The option that allows a forward back from an address, such as `127.0.0.1:10100`.
    public static String listen(String address) {
        return "permitlisten=\"" + address + "\"";
    }

    /// The option that allows a forward to an address, such as `127.0.0.1:8081`.
    public static String open(String address) {
        return "permitopen=\"" + address + "\"";
    }

    public SshdRules withTcpForwarding(String value) {
        return new SshdRules(value, authorized, options, settings);
    }

    public SshdRules withoutKey() {
        return new SshdRules(tcpForwarding, false, options, settings);
    }

    /// One more option in front of the key.
    public SshdRules with(String option) {
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new SshdRules(tcpForwarding, authorized, more, settings);
    }

    /// Without an option that must be there.
    public SshdRules without(String option) {
        List<String> fewer = new ArrayList<>(options);
        if (!fewer.remove(option)) {
            throw new IllegalArgumentException("the key has no option " + option);
        }
        return new SshdRules(tcpForwarding, authorized, fewer, settings);
    }

    /// All the addresses of the options under another name, as `localhost`.
    public SshdRules withAddress(String host) {
        return new SshdRules(
                tcpForwarding,
                authorized,
                options.stream().map(option -> option.replace("127.0.0.1:", host + ":")).toList(),
                settings);
    }

    /// One more line of the server's configuration, such as `PermitListen none` or `Ciphers ...`.
    public SshdRules withSetting(String line) {
        List<String> more = new ArrayList<>(settings);
        more.add(line);
        return new SshdRules(tcpForwarding, authorized, options, more);
    }
}

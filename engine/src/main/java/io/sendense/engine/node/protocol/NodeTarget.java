package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a node sends a disk: an export at a port of its own loopback interface, which the console
/// has forwarded to itself. Stateless.
public final class NodeTarget {
    private static final Pattern FORM =
            Pattern.compile("nbd://127\\.0\\.0\\.1:([1-9][0-9]{0,4})/([A-Za-z0-9._-]{1,255})");
    private static final Pattern ENTRY = Pattern.compile("([0-9]{1,9}):(nbd://.*)");
    private static final int MOST_PORT = 65_535;

    private NodeTarget() {}

    /// Reads `nbd://127.0.0.1:PORT/EXPORT`, which is the only form there is: no other host, not
    /// even `localhost`, no TLS, which the tunnel makes needless, no parameters.
    ///
    /// @throws UnfitException it is something else
    public static NbdUri parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(1)) > MOST_PORT) {
            throw new UnfitException(
                    Cause.of(CauseCode.NODE_TARGET_UNUSABLE).with("target", Shortened.text(text)));
        }
        return new NbdUri(
                new NbdEndpoint.Tcp(
                        new InetSocketAddress(
                                InetAddress.ofLiteral("127.0.0.1"),
                                Integer.parseInt(form.group(1)))),
                form.group(2));
    }

    /// Reads the targets of several disks in one string, the form that earlier systems use:
    /// `2000:nbd://127.0.0.1:10100/a,2001:nbd://127.0.0.1:10101/b`.
    ///
    /// @return by disk key
    /// @throws UnfitException it has another form, or names a disk twice
    public static Map<Integer, NbdUri> parseAll(String text) {
        Limits.text("targets", text, 1, 100_000);
        Map<Integer, NbdUri> targets = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            Matcher entry = ENTRY.matcher(part);
            if (!entry.matches()) {
                throw new UnfitException(
                        Cause.of(CauseCode.NODE_TARGETS_ENTRY_UNUSABLE)
                                .with("entry", Shortened.text(part)));
            }
            int key = Integer.parseInt(entry.group(1));
            if (targets.put(key, parse(entry.group(2))) != null) {
                throw new UnfitException(
                        Cause.of(CauseCode.NODE_TARGET_TWICE).with("key", String.valueOf(key)));
            }
        }
        return targets;
    }
}

package io.sendense.engine.wire.ssh;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who logs in where. Immutable.
///
/// @param user without spaces, `@` and control characters
/// @param host a name or an address; of IPv6 without brackets
/// @param port 1 to 65535
public record SshAddress(String user, String host, int port) {
    public static final int DEFAULT_PORT = 22;

    private static final Pattern FORM =
            Pattern.compile(
                    "(?<user>[^@]+)@(?:\\[(?<v6>[^\\]]+)\\]|(?<host>[^:]+))(?::(?<port>\\d{1,5}))?");
    private static final Pattern USER = Pattern.compile("[^\\s@:\\p{Cntrl}-][^\\s@:\\p{Cntrl}]*");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?\\.?");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");

    public SshAddress {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("not a user's name: " + user);
        }
        if (!HOST.matcher(host).matches() && !V6.matcher(host).matches()) {
            throw new IllegalArgumentException("not a host's name: " + host);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /// Reads `user@host`, `user@host:port` or `user@[address]:port`.
    ///
    /// @throws IllegalArgumentException with what is wrong, for people
    public static SshAddress parse(String text) {
        Matcher found = FORM.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("not user@host or user@host:port: " + text);
        }
        String v6 = found.group("v6");
        String port = found.group("port");
        return new SshAddress(
                found.group("user"),
                v6 != null ? v6 : found.group("host"),
                port == null ? DEFAULT_PORT : Integer.parseInt(port));
    }

    /// As [#parse] reads it; the usual port is left out.
    @Override
    public String toString() {
        String place = host.contains(":") ? "[" + host + "]" : host;
        return user + "@" + place + (port == DEFAULT_PORT ? "" : ":" + port);
    }
}

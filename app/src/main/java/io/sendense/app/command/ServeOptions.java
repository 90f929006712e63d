package io.sendense.app.command;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.serve.ServePlace;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a restore point is served: one of the two, or any free loopback port.
final class ServeOptions {
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[(.+)]|([^\\[\\]:]+)):(\\d{1,5})");

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            description =
                    "Default: 127.0.0.1 and any free port, which is port 0. At an address that other"
                            + " machines reach, whoever reaches it can read the disks.")
    private @Nullable String listen;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "A Unix socket, for this user only.")
    private @Nullable Path socket;

    ServePlace place() throws EngineException {
        if (socket != null) {
            return ServePlace.socket(socket);
        }
        return listen == null ? ServePlace.anyPort() : tcp(listen);
    }

    /// An address that is named is meant, other machines or not.
    private static ServePlace tcp(String text) throws EngineException {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches() || Integer.parseInt(address.group(3)) > 65_535) {
            throw Images.invalid(
                    "'" + text + "' is not ADDR:PORT, as 127.0.0.1:10809 or [::1]:10809 are", null);
        }
        String host = address.group(1) == null ? address.group(2) : address.group(1);
        ServePlace place = ServePlace.tcp(host, Integer.parseInt(address.group(3)));
        try {
            return InetAddress.getByName(host).isLoopbackAddress() ? place : place.forTheNetwork();
        } catch (UnknownHostException _) {
            // The engine says so.
            return place;
        }
    }
}

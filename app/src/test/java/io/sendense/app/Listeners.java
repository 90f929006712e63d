package io.sendense.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a process listens on, as the system tells it. Linux only.
final class Listeners {
    private static final String LISTENING = "0A";

    private Listeners() {}

    /// The addresses as the kernel writes them, `0100007F:1F92`, of TCP over IPv4 and IPv6.
    static List<String> of(long pid) throws IOException {
        Set<String> sockets = sockets(pid);
        List<String> listening = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            List<String> lines = Files.readAllLines(Path.of("/proc", "" + pid, "net", table));
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.strip().split("\\s+");
                if (parts[3].equals(LISTENING) && sockets.contains("socket:[" + parts[9] + "]")) {
                    listening.add(parts[1]);
                }
            }
        }
        return listening;
    }

    /// Whether such an address is reached from this machine only.
    static boolean isLoopback(String address) {
        String host = address.replaceFirst(":.*", "");
        return host.length() == 8
                ? host.endsWith("7F")
                : host.equals("00000000000000000000000001000000")
                        || (host.startsWith("0000000000000000FFFF0000") && host.endsWith("7F"));
    }

    private static Set<String> sockets(long pid) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of("/proc", "" + pid, "fd"))) {
            for (Path file : files) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (IOException _) {
                    // It was closed meanwhile.
                }
            }
        }
        return sockets;
    }
}

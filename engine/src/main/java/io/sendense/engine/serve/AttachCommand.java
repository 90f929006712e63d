package io.sendense.engine.serve;

import java.util.ArrayList;
import java.util.List;

/// A command line that reads what is served, with a tool that does not come with this program.
/// Immutable.
///
/// @param tool its name: `qemu-nbd`
/// @param line for a POSIX shell
public record AttachCommand(String tool, String line) {
    private static final String SOCKET = "nbd+unix:///";

    /// The ways into one disk: as a block device of Linux, as a file, and as a copy. Connections
    /// over TLS need options of each tool's own for certificates, which stand in no URI: then only
    /// the tools that take a URI with TLS are named.
    public static List<AttachCommand> of(ServedDisk disk) {
        List<AttachCommand> commands = new ArrayList<>();
        String uri = quoted(disk.uri());
        if (!encrypted(disk.uri())) {
            commands.add(
                    new AttachCommand(
                            "qemu-nbd",
                            "sudo modprobe nbd && sudo qemu-nbd --read-only --format=raw --connect=/dev/nbd0 "
                                    + uri));
        }
        commands.add(
                new AttachCommand(
                        "nbdfuse",
                        "mkdir -p disk-%d && nbdfuse --readonly disk-%d/disk.raw %s"
                                .formatted(disk.key(), disk.key(), uri)));
        commands.add(
                new AttachCommand(
                        "nbdcopy", "nbdcopy " + uri + " disk-%d.raw".formatted(disk.key())));
        return commands;
    }

    /// The way to the files of all its disks; none over TLS.
    public static List<AttachCommand> of(ServedPoint point) {
        if (point.disks().stream().anyMatch(disk -> encrypted(disk.uri()))) {
            return List.of();
        }
        StringBuilder line = new StringBuilder("mkdir -p files && guestmount --ro");
        for (ServedDisk disk : point.disks()) {
            // libguestfs has its own way to write the URI of a socket.
            line.append(" --format=raw -a ").append(quoted(disk.uri().replace(SOCKET, "nbd:///")));
        }
        return List.of(new AttachCommand("guestmount", line.append(" -i files").toString()));
    }

    private static boolean encrypted(String uri) {
        return uri.startsWith("nbds");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

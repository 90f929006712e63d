package io.sendense.engine.wire.qemu;

import io.sendense.engine.wire.qemu.QemuNbdException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `qemu-nbd` of this machine that has told its version. Immutable.
///
/// @param file absolute path of the program
/// @param version as it tells it: `7.2.22`
public record QemuProgram(Path file, String version) {
    /// Environment variable that names the program where it is not to be looked for.
    public static final String VARIABLE = "SENDENSE_QEMU_NBD";

    /// System property for the same, which goes before the variable.
    public static final String PROPERTY = "sendense.qemu.nbd";

    private static final String NAME = "qemu-nbd";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// It begins with its own name as it was called, then the version, then says whose it is.
    private static final Pattern VERSION =
            Pattern.compile("^\\S+ (?:version )?(\\d+\\.\\d[\\w.+-]*).*QEMU");

    /// Where the program lies: at the place that the property or the variable names, else in a
    /// folder of `PATH`.
    public static Optional<Path> place() {
        String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named).toAbsolutePath());
        }
        String path = System.getenv("PATH");
        for (String folder :
                (path == null ? "" : path).split(Pattern.quote(File.pathSeparator), -1)) {
            if (!folder.isEmpty()) {
                Path candidate = Path.of(folder, NAME).toAbsolutePath();
                if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /// Asks the program at a place for its version.
    ///
    /// @throws QemuNbdException it cannot be executed (`NOT_EXECUTABLE`), or is something else, or
    ///   does not answer within 10 s (`NOT_QEMU_NBD`)
    public static QemuProgram at(Path file) throws QemuNbdException {
        Process process;
        try {
            process = ChildStart.start(List.of(file.toString(), "--version"), true);
        } catch (IOException e) {
            throw new QemuNbdException(
                    Reason.NOT_EXECUTABLE, file + " cannot be executed", null, "", e);
        }
        try {
            ErrorText printed = ErrorText.of(process.getInputStream(), NAME + " version");
            boolean ended = ChildEnd.ended(process, PATIENCE);
            String text = ended ? printed.whole(PATIENCE) : printed.soFar();
            Matcher version = VERSION.matcher(text);
            if (!ended || process.exitValue() != 0 || !version.find()) {
                throw new QemuNbdException(
                        Reason.NOT_QEMU_NBD,
                        file + " does not say that it is qemu-nbd",
                        ended ? new ExitStatus(process.exitValue()) : null,
                        text,
                        null);
            }
            return new QemuProgram(file, version.group(1));
        } finally {
            ChildEnd.kill(process);
        }
    }
}

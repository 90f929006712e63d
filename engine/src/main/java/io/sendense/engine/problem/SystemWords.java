package io.sendense.engine.problem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the operating system's own words mean. Stateless.
///
/// Java has no types for these failures and passes on what `strerror` says, in the language of the
/// system: what a German Linux says is looked for as well as the English of all others.
public final class SystemWords {
    private SystemWords() {}

    private record Words(CauseCode meaning, List<String> texts) {
        boolean in(String message) {
            return texts.stream().anyMatch(message::contains);
        }
    }

    private static final List<Words> KNOWN =
            List.of(
                    words(
                            CauseCode.NO_SPACE,
                            "no space left on device",
                            "not enough space on the disk",
                            "disk is full",
                            "kein speicherplatz mehr verfügbar",
                            "nicht genügend speicherplatz"),
                    words(
                            CauseCode.QUOTA_USED_UP,
                            "disk quota exceeded",
                            "plattenplatz (quota) ist überschritten"),
                    words(
                            CauseCode.READ_ONLY_FILE_SYSTEM,
                            "read-only file system",
                            "dateisystem ist nur lesbar"),
                    words(CauseCode.DEVICE_ERROR, "input/output error", "eingabe-/ausgabefehler"),
                    words(
                            CauseCode.MOUNT_LOST,
                            "stale file handle",
                            "stale nfs file handle",
                            "veraltete dateizugriffsnummer",
                            "transport endpoint is not connected"),
                    words(
                            CauseCode.TOO_MANY_OPEN_FILES,
                            "too many open files",
                            "zu viele offene dateien"),
                    words(
                            CauseCode.CONNECTION_REFUSED,
                            "connection refused",
                            "verbindungsaufbau abgelehnt"),
                    words(
                            CauseCode.CONNECTION_TIMED_OUT,
                            "connection timed out",
                            "connect timed out",
                            "wartezeit für die verbindung ist abgelaufen"),
                    words(
                            CauseCode.CONNECTION_RESET,
                            "connection reset",
                            "broken pipe",
                            "kommunikationspartner zurückgesetzt"),
                    words(
                            CauseCode.HOST_UNREACHABLE,
                            "no route to host",
                            "network is unreachable",
                            "keine route zum zielrechner",
                            "netzwerk ist nicht erreichbar"),
                    words(
                            CauseCode.ADDRESS_IN_USE,
                            "address already in use",
                            "adresse wird bereits verwendet"),
                    words(
                            CauseCode.ADDRESS_NOT_HERE,
                            "cannot assign requested address",
                            "angeforderte adresse kann nicht zugewiesen werden"),
                    words(CauseCode.IS_A_FOLDER, "is a directory", "ist ein verzeichnis"),
                    words(CauseCode.NAME_TOO_LONG, "file name too long", "dateiname ist zu lang"),
                    words(
                            CauseCode.PERMISSION_DENIED,
                            "permission denied",
                            "operation not permitted",
                            "keine berechtigung",
                            "operation ist nicht erlaubt"));

    private static Words words(CauseCode meaning, String... texts) {
        return new Words(meaning, List.of(texts));
    }

    /// What a message of the system means, where that is known.
    public static Optional<CauseCode> meaning(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return KNOWN.stream().filter(words -> words.in(text)).map(Words::meaning).findFirst();
    }
}

package io.sendense.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausesTest {
    @TempDir private Path folder;

    private static String german(Throwable failure) {
        String text = new ArgumentText(Language.GERMAN).show(Causes.of(failure));
        GermanTexts.assertGerman(failure.toString(), text);
        return text;
    }

    private static CauseCode code(Throwable failure) {
        return ((Argument.Because) Causes.of(failure)).value().code();
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device,                                      NO_SPACE",
        "Auf dem Gerät ist kein Speicherplatz mehr verfügbar,          NO_SPACE",
        "There is not enough space on the disk,                        NO_SPACE",
        "Disk quota exceeded,                                          QUOTA_USED_UP",
        "Der zugewiesene Plattenplatz (Quota) ist überschritten,       QUOTA_USED_UP",
        "Read-only file system,                                        READ_ONLY_FILE_SYSTEM",
        "Das Dateisystem ist nur lesbar,                               READ_ONLY_FILE_SYSTEM",
        "Input/output error,                                           DEVICE_ERROR",
        "Eingabe-/Ausgabefehler,                                       DEVICE_ERROR",
        "Stale file handle,                                            MOUNT_LOST",
        "Veraltete Dateizugriffsnummer (file handle),                  MOUNT_LOST",
        "Too many open files,                                          TOO_MANY_OPEN_FILES",
        "Zu viele offene Dateien,                                      TOO_MANY_OPEN_FILES",
        "Connection refused,                                           CONNECTION_REFUSED",
        "Verbindungsaufbau abgelehnt,                                  CONNECTION_REFUSED",
        "Connection timed out,                                         CONNECTION_TIMED_OUT",
        "Die Wartezeit für die Verbindung ist abgelaufen,              CONNECTION_TIMED_OUT",
        "Connection reset by peer,                                     CONNECTION_RESET",
        "Die Verbindung wurde vom Kommunikationspartner zurückgesetzt, CONNECTION_RESET",
        "Broken pipe,                                                  CONNECTION_RESET",
        "No route to host,                                             HOST_UNREACHABLE",
        "Keine Route zum Zielrechner,                                  HOST_UNREACHABLE",
        "Network is unreachable,                                       HOST_UNREACHABLE",
        "Das Netzwerk ist nicht erreichbar,                            HOST_UNREACHABLE",
        "Address already in use,                                       ADDRESS_IN_USE",
        "Die Adresse wird bereits verwendet,                           ADDRESS_IN_USE",
        "Cannot assign requested address,                              ADDRESS_NOT_HERE",
        "Permission denied,                                            PERMISSION_DENIED",
        "Keine Berechtigung,                                           PERMISSION_DENIED"
    })
    void knowsWhatTheSystemSaysInBothLanguages(String words, CauseCode meaning) {
        assertThat(code(new IOException(words))).isEqualTo(meaning);
        assertThat(german(new IOException(words))).doesNotContain(words);
        assertThat(german(new FileSystemException("/mnt/nas/a", null, words)))
                .startsWith("/mnt/nas/a: ");
    }

    @Test
    void tellsFilesByWhatJavaThrows() throws IOException {
        Path missing = folder.resolve("missing");
        try {
            Files.size(missing);
        } catch (NoSuchFileException e) {
            assertThat(german(e)).isEqualTo(missing + " fehlt.");
        }
        assertThat(german(new AccessDeniedException("/a/b")))
                .isEqualTo("Der Zugriff auf /a/b ist verweigert.");
        assertThat(german(new FileSystemException("/a", null, "Es ist etwas Neues")))
                .isEqualTo("/a: Das System meldet „Es ist etwas Neues“.");
        assertThat(german(new EOFException())).contains("endet zu früh");
        assertThat(german(new ClosedChannelException())).contains("geschlossen");
    }

    @Test
    void tellsAConnectionThatJavaRefused() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), free), 60_000);
        } catch (ConnectException e) {
            assertThat(code(e)).isEqualTo(CauseCode.CONNECTION_REFUSED);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + free)).build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            assertThat(german(e)).startsWith("Die Verbindung wurde abgelehnt");
        }
    }

    @Test
    void tellsAHostThatIsNotKnown() throws Exception {
        assertThat(german(new UnknownHostException("vc.example: Name or service not known")))
                .isEqualTo("Der Name vc.example ist nicht bekannt: Er lässt sich nicht auflösen.");
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create("https://vc.invalid")).build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            assertThat(german(e)).contains("auflösen");
        }
        assertThat(code(new NoRouteToHostException("Host unreachable")))
                .isEqualTo(CauseCode.HOST_UNREACHABLE);
    }

    @Test
    void tellsTimeLimitsApart() {
        assertThat(code(new HttpConnectTimeoutException("HTTP connect timed out")))
                .isEqualTo(CauseCode.CONNECTION_TIMED_OUT);
        assertThat(code(new HttpTimeoutException("request timed out")))
                .isEqualTo(CauseCode.ANSWER_TIMED_OUT);
        assertThat(code(new SocketTimeoutException("Connect timed out")))
                .isEqualTo(CauseCode.CONNECTION_TIMED_OUT);
        assertThat(code(new SocketTimeoutException("Read timed out")))
                .isEqualTo(CauseCode.ANSWER_TIMED_OUT);
    }

    @Test
    void tellsWhyTlsFailed() {
        SSLHandshakeException expired = new SSLHandshakeException("PKIX path validation failed");
        expired.initCause(new CertificateExpiredException("NotAfter: Sat Nov 28"));
        assertThat(german(expired)).isEqualTo("Das Zertifikat ist abgelaufen.");
        assertThat(german(new SSLException("Unsupported or unrecognized SSL message")))
                .startsWith("Es kam keine verschlüsselte Verbindung zustande: „Unsupported");
        assertThat(german(new SSLException("plaintext connection?")))
                .isEqualTo("Die Gegenseite spricht kein TLS.");
        assertThat(code(new SocketException("Connection reset")))
                .isEqualTo(CauseCode.CONNECTION_RESET);
    }

    @Test
    void keepsTheNumbersOfAMessageOfOursAsATechnicalDetail() {
        IOException technical = new IOException("L2 entry 7 of 'a.qcow2' is 3, expected 4");
        assertThat(german(technical))
                .isEqualTo("Technische Angabe: „L2 entry 7 of 'a.qcow2' is 3, expected 4“");
        IOException known = new IOException("writing a at 65536", new IOException("Broken pipe"));
        assertThat(german(known))
                .isEqualTo(
                        "Die Verbindung wurde von der Gegenseite abgebrochen."
                                + " (Technische Angabe: „writing a at 65536“)");
        assertThat(german(new IllegalStateException())).contains("IllegalStateException");
    }

    @Test
    void saysOnceWhatIsOnlyPassedOn() {
        IOException below = new ExplainedException(Cause.of(CauseCode.CONNECTION_RESET));
        String once = german(below);
        assertThat(german(new IOException(below))).isEqualTo(once);
        assertThat(german(new IOException(below.getMessage(), below))).isEqualTo(once);
        assertThat(german(new UncheckedIOException(below))).startsWith(once);
    }

    @Test
    void tellsAProblemThatCausedAnotherInItsOwnWords() {
        EngineException below =
                Problem.of(ProblemCode.VM_BUSY)
                        .with("vm", "db")
                        .withCount("run", 1234)
                        .toException();
        assertThat(german(below)).contains("db", "1.234");
        assertThat(german(new IOException("no session", below))).contains("db", "1.234");
        assertThat(
                        ProblemText.of(Language.GERMAN)
                                .render(
                                        Problem.of(ProblemCode.NVRAM_NOT_SAVED)
                                                .with("vm", "db")
                                                .because(
                                                        Cause.of(CauseCode.NO_WHOLE_ANSWER)
                                                                .withTime(
                                                                        "limit",
                                                                        Duration.ofSeconds(30))))
                                .why())
                .isEqualTo("Innerhalb von 30 s kam keine vollständige Antwort.");
    }
}

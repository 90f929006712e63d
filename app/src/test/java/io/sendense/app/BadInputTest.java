package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person types wrongly is said to be that, never a bug of the program.
@Timeout(120)
class BadInputTest {
    @TempDir private Path folder;

    private Commands.Ran run(String... arguments) {
        return new Commands(folder.resolve("home")).run(arguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lab --port 70000 | '70000' is no whole number from 0 to 65535",
                "lab --port -1 | '-1' is no whole number",
                "lab --vms -3 | '-3' is no whole number from 0",
                "lab --guest-rate fast | 'fast' is no whole number",
                "disk serve a.raw --port 70000 | '70000' is no whole number from 0 to 65535",
                "disk serve a.raw --port 0 --format vdi | vdi",
                "disk copy a.raw b.raw --format vhdx | vhdx",
                "run show 0 | '0' is no whole number from 1",
                "run show first | 'first' is no whole number",
                "run cancel -7 | -7",
                "run limit 1 0 | '0' lets nothing through",
                "run limit 1 fast | 'fast' is no size",
                "limits --bandwidth 0 | '0' lets nothing through",
                "limits --host-requests 0 | '0' is no whole number from 1",
                "limits --datastore-bytes 0K | '0K' lets nothing through",
                "backup --vcenter lab a --bandwidth -1 | '-1' is no size",
                "runs --last -1 | '-1' is no whole number from 1",
                "runs --last 0 | '0' is no whole number from 1",
                "runs --last 3000000000 | '3000000000' is no whole number",
                "export a --disk first --format raw --to b | first",
                "verify | --all",
                "backup --vcenter lab | VM",
                "points extra | extra"
            })
    void isAUsageErrorThatNamesIt(String command, String named) {
        Commands.Ran ran = run(command.split(" "));
        assertThat(ran.code()).as(ran.err()).isEqualTo(2);
        assertThat(ran.err()).contains(named, "Usage: sendense ").doesNotContain("INTERNAL-ERROR");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsSaidSo() throws Exception {
        Path image = Files.write(folder.resolve("a.raw"), new byte[4096]);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertInvalid(run("lab", "--port", port), "the lab cannot be started", "in use");
            assertInvalid(
                    run("disk", "serve", image.toString(), "--port", port),
                    "the port " + port + " cannot be had",
                    "in use");
        }
    }

    @Test
    void placesThatCannotBeHadAreSaidSo() throws Exception {
        Path image = Files.write(folder.resolve("a.raw"), new byte[4096]);
        Path nowhere = folder.resolve("nowhere").resolve("ready.json");
        assertInvalid(run("lab", "--ready-file", nowhere.toString()), "there is no " + nowhere);
        String tooLong = folder.resolve("s".repeat(200)).toString();
        assertInvalid(
                run("disk", "serve", image.toString(), "--socket", tooLong), tooLong, "102 bytes");
        String name = "n".repeat(5000);
        assertInvalid(
                run("disk", "serve", image.toString(), "--port", "0", "--export", name), "name");
    }

    @Test
    void aVCenterThatIsNotKnownIsSaidSo() {
        for (String command : new String[] {"test", "remove"}) {
            Commands.Ran ran = run("vcenter", command, "nowhere");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).contains("There is no vCenter named nowhere.", "VCENTER-UNKNOWN");
        }
    }

    @Test
    void trustThatCannotBeHadIsSaidSo() throws Exception {
        Commands commands = new Commands(folder.resolve("home"));
        String none = folder.resolve("none.pem").toString();
        String[] server = {"--url", "https://127.0.0.1:1/sdk", "--user", "u", "--pin", "zz"};
        assertInvalid(commands.tryAdd("lab", "p", server), "64 hex digits", "'zz'");
        server[4] = "--ca";
        server[5] = none;
        assertInvalid(commands.tryAdd("lab", "p", server), "the CA file '" + none + "'");
        assertThat(
                        commands.tryAdd(
                                        "lab",
                                        "p",
                                        "--url",
                                        "https://127.0.0.1:1/sdk",
                                        "--user",
                                        "u",
                                        "--ca",
                                        none,
                                        "--pin",
                                        "00")
                                .code())
                .isEqualTo(2);
        assertInvalid(
                run(
                        "vcenter",
                        "add",
                        "lab",
                        "--url",
                        "https://127.0.0.1:1/sdk",
                        "--user",
                        "u",
                        "--password-file",
                        none),
                "the password file '" + none + "'");
    }

    @Test
    void anImageThatCannotBeReadIsNamedAlone() throws Exception {
        String good = Files.write(folder.resolve("good.raw"), new byte[4096]).toString();
        String none = folder.resolve("none.raw").toString();
        assertUnreadable(run("disk", "info", none), none);
        assertUnreadable(run("disk", "map", none), none);
        assertUnreadable(run("disk", "check", none), none);
        assertUnreadable(run("disk", "compare", good, none), none);
        assertUnreadable(
                run("disk", "copy", none, folder.resolve("new").toString(), "--format", "raw"),
                none);
        assertUnreadable(run("disk", "serve", none, "--port", "0"), none);
        assertUnreadable(run("disk", "info", "nbd://127.0.0.1:1/disk"), "nbd://127.0.0.1:1/disk");
        assertThat(run("disk", "info", none).err()).contains("there is no " + none);
    }

    @Test
    void adviceOnAnImageIsNotToDoTheSameAgain() throws Exception {
        String none = Files.write(folder.resolve("none.qcow2"), new byte[100]).toString();
        Commands.Ran ran = run("disk", "check", none);
        assertUnreadable(ran, none);
        assertThat(ran.err()).doesNotContain("disk check");
    }

    @Test
    void aDiskThatDoesNotFitOntoAnExportIsSaidSo() throws Exception {
        String small = Files.write(folder.resolve("small.raw"), new byte[4096]).toString();
        String large = Files.write(folder.resolve("large.raw"), new byte[8192]).toString();
        try (CommandProcess server =
                new Commands(folder.resolve("home"))
                        .start("disk", "serve", small, "--writable", "--port", "0")) {
            server.awaitOut("nbd://");
            assertInvalid(
                    run("disk", "copy", large, server.out().strip()), "4.0 KiB", "8.0 KiB", large);
        }
    }

    private static void assertInvalid(Commands.Ran ran, String... contained) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains(contained).contains("Code:       REQUEST-INVALID");
    }

    private static void assertUnreadable(Commands.Ran ran, String image) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .contains("sendense: The image " + image + " cannot be read.", "IMAGE-UNREADABLE");
    }
}

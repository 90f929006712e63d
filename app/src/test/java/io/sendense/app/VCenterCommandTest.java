package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.product.Product;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// vCenters by pin, by CA, with the password from a file or the environment; tested and removed.
@Timeout(120)
class VCenterCommandTest {
    @TempDir private Path folder;
    private LabVCenter lab;
    private Commands commands;

    @BeforeEach
    void startLab() throws Exception {
        lab = LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(0));
        commands = new Commands(folder.resolve("home"));
    }

    @AfterEach
    void stopLab() {
        lab.close();
    }

    @Test
    void isTestedAndRemovedAndThenUnknown() throws Exception {
        commands.add(lab);
        Commands.Ran test = commands.run("vcenter", "test", "lab");
        assertThat(test.code()).as(test.err()).isZero();
        assertThat(test.out()).startsWith("lab answers: ").contains(", API ");
        assertThat(test.err()).isEmpty();
        Commands.Ran json = commands.run("vcenter", "test", "lab", "--json");
        assertThat(json.json().path("apiVersion").asString()).isNotBlank();

        lab.interrupt();
        Commands.Ran away = commands.run("vcenter", "test", "lab");
        assertThat(away.code()).isEqualTo(1);
        assertThat(away.err()).contains("VCENTER-UNREACHABLE");
        lab.restore();

        Commands.Ran removed = commands.run("vcenter", "remove", "lab");
        assertThat(removed.code()).isZero();
        assertThat(removed.out()).isEqualTo("Removed lab." + System.lineSeparator());
        assertThat(commands.run("vcenter", "list", "--json").json().path("vcenters").size())
                .isZero();
        for (List<String> after :
                List.of(
                        List.of("vcenter", "test", "lab"),
                        List.of("vcenter", "remove", "lab"),
                        List.of("inventory", "--vcenter", "lab"),
                        List.of("backup", "--vcenter", "lab", "web01"))) {
            Commands.Ran ran = commands.run(after.toArray(String[]::new));
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).contains("VCENTER-UNKNOWN");
        }
        // Its password went with it: the same name takes another.
        commands.add(lab);
        assertThat(commands.run("vcenter", "test", "lab").code()).isZero();
    }

    @Test
    void ofAFreeHostItIsSaidWhatWorksWhenItIsAddedAndTested() throws Exception {
        LabOptions free =
                LabOptions.standard(Clock.systemUTC())
                        .withGuestSteps(0)
                        .withProduct(Product.FREE_ESXI);
        try (LabVCenter host = LabVCenter.start(free)) {
            Commands.Ran added =
                    commands.tryAdd(
                            "lab",
                            host.password(),
                            "--url",
                            host.url().toString(),
                            "--user",
                            host.user(),
                            "--pin",
                            host.certificateSha256());
            assertThat(added.code()).as(added.err()).isZero();
            assertSaysWhatWorks(added);
            assertSaysWhatWorks(commands.run("vcenter", "test", "lab"));
            Commands.Ran json = commands.run("vcenter", "test", "lab", "--json");
            assertThat(json.json().path("restrictedLicense").asString()).contains("free");
            assertThat(commands.run("inventory").out()).contains("Kasse 1");
            Commands.Ran refused = commands.run("backup", "--vcenter", "lab", "Kasse 1");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("PREFLIGHT-REFUSED", "no snapshot can be taken");
        }
    }

    private static void assertSaysWhatWorks(Commands.Ran ran) {
        assertThat(ran.err()).contains("cannot be backed up", "inventory can be browsed");
    }

    @Test
    void isTrustedByTheCaThatSignedItAndByNoOther() throws Exception {
        try (LabVCenter other =
                LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(0))) {
            Commands.Ran wrong = add("--ca", pem(other).toString());
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.err())
                    .contains("VCENTER-CERTIFICATE-UNTRUSTED", "No password was sent");
            assertThat(lab.sessionCount()).isZero();
        }
        Commands.Ran system = add();
        assertThat(system.code()).isEqualTo(1);
        assertThat(system.err()).contains("VCENTER-CERTIFICATE-UNTRUSTED");

        Commands.Ran added = add("--ca", pem(lab).toString());
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(commands.run("inventory", "--vm", "web01").code()).isZero();
        assertThat(commands.run("vcenter", "list").out()).contains("ca:" + folder);
    }

    @Test
    void passwordAndHomeComeFromTheEnvironment() throws Exception {
        Path home = folder.resolve("from environment");
        List<String> add =
                List.of(
                        "vcenter",
                        "add",
                        "lab",
                        "--url",
                        lab.url().toString(),
                        "--user",
                        lab.user(),
                        "--pin",
                        lab.certificateSha256());
        List<String> environment =
                List.of(
                        "env",
                        "SENDENSE_HOME=" + home,
                        "SENDENSE_SECRETS=file",
                        "SENDENSE_PASSWORD=" + lab.password());
        try (CommandProcess process = CommandProcess.start(environment, add)) {
            assertThat(process.exit()).as(process.err()).isZero();
            assertThat(process.out() + process.err()).doesNotContain(lab.password());
        }
        Commands there = new Commands(home);
        assertThat(there.run("vcenter", "list", "--json").json().path("vcenters").size())
                .isEqualTo(1);
        assertThat(there.run("vcenter", "test", "lab").code()).isZero();

        // What is typed goes before the environment.
        List<String> elsewhere = List.of("--home", folder.resolve("typed").toString(), "runs");
        try (CommandProcess process = CommandProcess.start(environment, elsewhere)) {
            assertThat(process.exit()).as(process.err()).isZero();
        }
        assertThat(folder.resolve("typed").resolve("catalog.mv.db")).exists();

        List<String> withoutPassword =
                List.of("env", "-uSENDENSE_PASSWORD", "SENDENSE_HOME=" + home);
        List<String> again = new java.util.ArrayList<>(add);
        again.set(2, "second");
        try (CommandProcess process = CommandProcess.start(withoutPassword, again)) {
            assertThat(process.exit()).isEqualTo(1);
            assertThat(process.err()).contains("--password-file", "SENDENSE_PASSWORD");
        }
    }

    private Commands.Ran add(String... trust) throws Exception {
        List<String> options = new java.util.ArrayList<>();
        options.addAll(List.of("--url", lab.url().toString(), "--user", lab.user()));
        options.addAll(List.of(trust));
        return commands.tryAdd("lab", lab.password(), options.toArray(String[]::new));
    }

    /// The certificate that a lab shows, which is its own CA, in a PEM file.
    private Path pem(LabVCenter shown) throws Exception {
        SSLContext anyone = SSLContext.getInstance("TLS");
        anyone.init(null, new TrustManager[] {new Everyone()}, null);
        try (SSLSocket socket =
                (SSLSocket)
                        anyone.getSocketFactory()
                                .createSocket("127.0.0.1", shown.url().getPort())) {
            socket.startHandshake();
            byte[] der = socket.getSession().getPeerCertificates()[0].getEncoded();
            String text =
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(der);
            return Files.writeString(
                    folder.resolve(shown.url().getPort() + ".pem"),
                    "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        }
    }

    /// Looks at certificates without judging them.
    private static final class Everyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

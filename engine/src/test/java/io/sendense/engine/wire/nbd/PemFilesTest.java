package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.security.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys and certificates as programs write them.
class PemFilesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @Tag("peers")
    @CsvSource({
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048, RSA",
        "genrsa -traditional 2048, RSA",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256, EC",
        "ecparam -name secp384r1 -genkey, EC", // with the curve before the key
        "genpkey -algorithm ED25519, EdDSA",
    })
    void readsKeysOfOpenssl(String arguments, String algorithm) throws Exception {
        Path file = folder.resolve("key.pem");
        PeerProcess.run("openssl", arguments.replaceFirst(" ", " -out " + file + " ").split(" "));
        assertThat(PemFiles.key(file).getAlgorithm()).isEqualTo(algorithm);
    }

    @Test
    @Tag("peers")
    void readsNoKeyWithAPassword() throws Exception {
        Path file = folder.resolve("key.pem");
        PeerProcess.run(
                "openssl",
                ("genpkey -algorithm ED25519 -aes256 -pass pass:secret -out " + file).split(" "));
        assertThatThrownBy(() -> PemFiles.key(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without a password");
    }

    @Test
    void readsChainsInOrder() throws Exception {
        TestIdentity first = TestIdentity.authority("first");
        TestIdentity second = TestIdentity.authority("second");
        Path file = folder.resolve("chain.pem");
        Files.writeString(file, "# text between them\n" + first.pem() + second.pem());
        assertThat(PemFiles.certificates(file))
                .containsExactly(first.certificate(), second.certificate());
    }

    @Test
    void saysWhatAFileIsNot() throws Exception {
        Path file = folder.resolve("file.pem");
        assertThatThrownBy(() -> PemFiles.certificates(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file.pem");
        for (String text : new String[] {"", "-----BEGIN CERTIFICATE-----\nAAAA\n", "x\n"}) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> PemFiles.certificates(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("file.pem");
        }
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> PemFiles.key(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file.pem");
    }
}

package io.sendense.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.home.EngineHome;
import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretStoresTest {
    @Nested
    class WithKeyFile extends SecretStoreContract {
        @Override
        SecretStore open() {
            return new EncryptedFileSecretStore(
                    folder.resolve("secrets.enc"),
                    new SecretsKey.KeyFile(folder.resolve("secrets.key")));
        }

        private String refusal() {
            return SecretStoresTest.refusal(() -> open().get("a"));
        }

        @Test
        void writesNoSecretAndNoNameInTheClear() throws Exception {
            open().put("vcenter:lab", Secret.of("correct horse battery"));
            String file =
                    new String(
                            Files.readAllBytes(folder.resolve("secrets.enc")),
                            StandardCharsets.ISO_8859_1);
            assertThat(file).doesNotContain("horse").doesNotContain("vcenter");
        }

        @Test
        void keepsFileAndKeyToTheirOwner() throws Exception {
            open().put("a", Secret.of("1"));
            for (String name : List.of("secrets.enc", "secrets.key")) {
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(folder.resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }

        @Test
        void neverEncryptsTheSameTwiceAlike() throws Exception {
            open().put("a", Secret.of("1"));
            byte[] first = Files.readAllBytes(folder.resolve("secrets.enc"));
            open().put("a", Secret.of("1"));
            assertThat(Files.readAllBytes(folder.resolve("secrets.enc"))).isNotEqualTo(first);
        }

        @Test
        void refusesAKeyFileThatOthersCanRead() throws Exception {
            open().put("a", Secret.of("1"));
            for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
                Files.setPosixFilePermissions(
                        folder.resolve("secrets.key"), PosixFilePermissions.fromString(mode));
                assertThat(refusal()).contains("open to others").contains(mode);
            }
        }

        @Test
        void makesNoNewKeyForSecretsThatExist() throws Exception {
            open().put("a", Secret.of("1"));
            Files.delete(folder.resolve("secrets.key"));
            assertThat(refusal()).contains("missing");
            assertThat(SecretStoresTest.refusal(() -> open().put("b", Secret.of("2"))))
                    .contains("missing");
            assertThat(folder.resolve("secrets.key")).doesNotExist();
        }

        @Test
        void refusesAnotherKeyAndLeavesTheFileAlone() throws Exception {
            open().put("a", Secret.of("1"));
            byte[] before = Files.readAllBytes(folder.resolve("secrets.enc"));
            SecretStore other =
                    new EncryptedFileSecretStore(
                            folder.resolve("other.enc"),
                            new SecretsKey.KeyFile(folder.resolve("other.key")));
            other.put("x", Secret.of("y"));
            Files.copy(
                    folder.resolve("other.key"),
                    folder.resolve("secrets.key"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(refusal()).contains("another key");
            assertThat(SecretStoresTest.refusal(() -> open().put("b", Secret.of("2"))))
                    .contains("another key");
            assertThat(Files.readAllBytes(folder.resolve("secrets.enc"))).isEqualTo(before);
        }

        @Test
        void noticesEveryChangedByte() throws Exception {
            open().put("a", Secret.of("1"));
            Path file = folder.resolve("secrets.enc");
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < good.length; i++) {
                byte[] bad = good.clone();
                bad[i] ^= 1;
                Files.write(file, bad);
                assertThat(refusal()).as("byte %d", i).isNotBlank();
            }
            for (int length : new int[] {0, 1, 20, good.length - 1}) {
                Files.write(file, java.util.Arrays.copyOf(good, length));
                assertThat(refusal()).as("%d bytes", length).isNotBlank();
            }
            Files.write(file, good);
            assertThat(reveal(open(), "a")).contains("1");
        }

        @Test
        void refusesFilesThatAreNoKeyOrFarTooLarge() throws Exception {
            open().put("a", Secret.of("1"));
            Path key = folder.resolve("secrets.key");
            for (String content : List.of("", "short", "!".repeat(44), "A".repeat(5000))) {
                Files.writeString(key, content);
                assertThat(refusal()).contains("32 bytes in Base64");
            }
            Files.write(folder.resolve("secrets.enc"), new byte[2 << 20]);
            assertThat(refusal()).contains("2,097,152");
        }
    }

    @Nested
    class WithPassphrase extends SecretStoreContract {
        private String passphrase = "open sesame";

        @Override
        SecretStore open() {
            return new EncryptedFileSecretStore(
                    folder.resolve("secrets.enc"),
                    new SecretsKey.Passphrase(Secret.of(passphrase)));
        }

        @Test
        void refusesAnotherPassphraseAndAKeyFile() throws Exception {
            open().put("a", Secret.of("1"));
            passphrase = "open barley";
            assertThat(SecretStoresTest.refusal(() -> open().get("a"))).contains("another key");
            SecretStore byFile =
                    new EncryptedFileSecretStore(
                            folder.resolve("secrets.enc"),
                            new SecretsKey.KeyFile(folder.resolve("other.key")));
            new EncryptedFileSecretStore(
                            folder.resolve("other.enc"),
                            new SecretsKey.KeyFile(folder.resolve("other.key")))
                    .put("x", Secret.of("y"));
            assertThat(SecretStoresTest.refusal(() -> byFile.get("a"))).contains("passphrase");
        }
    }

    @Nested
    class InAKeyRing extends SecretStoreContract {
        private final FakeRing ring = new FakeRing();

        @Override
        SecretStore open() {
            return new KeyringSecretStore(ring, "sendense /home/x", Duration.ofMillis(300));
        }

        @Test
        void leavesNothingBehindWhenItLooksForWhatIsMissing() throws Exception {
            assertThat(open().get("a")).isEmpty();
            assertThat(ring.entries).isEmpty();
        }

        @Test
        void doesNotTakeALockedRingForAnEmptyOne() {
            ring.locked = true;
            assertThat(SecretStoresTest.refusal(() -> open().get("a"))).contains("locked");
        }

        @Test
        void givesUpARingThatHangsAndUsesItAgainWhenItAnswers() throws Exception {
            SecretStore store = open();
            store.put("a", Secret.of("1"));
            ring.hang = new CountDownLatch(1);
            long begin = System.nanoTime();
            assertThat(SecretStoresTest.refusal(() -> store.get("a"))).contains("did not answer");
            // While it hangs no further thread is spent on it.
            assertThat(SecretStoresTest.refusal(() -> store.get("a"))).contains("not answered yet");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(20));
            ring.hang.countDown();
            for (int i = 0; i < 100; i++) {
                try {
                    assertThat(reveal(store, "a")).contains("1");
                    return;
                } catch (EngineException e) {
                    Thread.sleep(100);
                }
            }
            assertThat(reveal(store, "a")).contains("1");
        }
    }

    @TempDir private Path folder;
    private EngineHome home;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeHome() throws EngineException {
        home = EngineHome.create(folder.resolve("home"));
    }

    interface Attempt {
        Object run() throws EngineException;
    }

    interface Change {
        void run() throws EngineException;
    }

    static String refusal(Attempt attempt) {
        EngineException e = catchThrowableOfType(EngineException.class, attempt::run);
        assertThat(e).isNotNull();
        assertThat(e.problem().code()).isEqualTo(ProblemCode.SECRET_STORE_UNAVAILABLE);
        GermanTexts.assertGerman(e.problem());
        return ArgumentText.english()
                .show(Objects.requireNonNull(e.problem().arguments().get("cause")));
    }

    static String refusal(Change change) {
        return refusal(() -> {
            change.run();
            return "";
        });
    }

    private static SecretStore ring(String service, Duration patience) {
        return new KeyringSecretStore(new FakeRing(), service, patience);
    }

    private static SecretStore noRing(String service, Duration patience) throws EngineException {
        throw SecretStores.unavailable(Causes.technical("no D-Bus here"));
    }

    private String described(SecretStores.KeyringOpener opener) throws EngineException {
        return SecretStores.open(home, environment, opener).describe();
    }

    @Test
    void takesTheKeyRingWhereOneAnswersElseTheFile() throws EngineException {
        assertThat(described(SecretStoresTest::ring)).contains("key ring");
        EngineHome headless = EngineHome.create(folder.resolve("headless"));
        assertThat(SecretStores.open(headless, environment, SecretStoresTest::noRing).describe())
                .contains("secrets.enc")
                .contains("secrets.key");
    }

    @Test
    void staysWithWhatItChose() throws EngineException {
        described(SecretStoresTest::noRing);
        assertThat(described(SecretStoresTest::ring)).contains("secrets.enc");

        EngineHome desktop = EngineHome.create(folder.resolve("desktop"));
        SecretStores.open(desktop, environment, SecretStoresTest::ring);
        assertThat(refusal(() -> SecretStores.open(desktop, environment, SecretStoresTest::noRing)))
                .contains("no D-Bus here");
    }

    @Test
    void obeysTheOperator() throws EngineException {
        environment.put("SENDENSE_SECRETS", "file");
        assertThat(described(SecretStoresTest::ring)).contains("secrets.enc");
        environment.put("SENDENSE_SECRETS_KEY_FILE", "/etc/sendense/key");
        assertThat(described(SecretStoresTest::ring)).contains("/etc/sendense/key");
        environment.put("SENDENSE_SECRETS_PASSPHRASE", "open sesame");
        assertThat(described(SecretStoresTest::ring))
                .contains("passphrase")
                .doesNotContain("sesame");
        environment.put("SENDENSE_SECRETS", "keyring");
        assertThat(described(SecretStoresTest::ring)).contains("key ring");
        assertThat(refusal(() -> described(SecretStoresTest::noRing))).contains("no D-Bus here");
        environment.put("SENDENSE_SECRETS", "sticky-note");
        assertThat(refusal(() -> described(SecretStoresTest::ring))).contains("sticky-note");
    }

    @Test
    void refusesAnUnreadableChoice() throws Exception {
        Files.writeString(home.secretsChoiceFile(), "maybe");
        assertThat(refusal(() -> described(SecretStoresTest::ring))).contains("neither");
    }

    @Test
    void findsOutAboutThisMachinesKeyRingInTime() throws EngineException {
        long begin = System.nanoTime();
        SecretStore store = SecretStores.open(home, Map.of());
        assertThat(store.describe()).matches("key ring.*|encrypted file.*");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
}

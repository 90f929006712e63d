package io.sendense.engine.security;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The file format of the encrypted secrets, big-endian:
///
/// ```
/// 8  magic "SNDSCRT1"
/// 1  how the key comes about: 1 key file (HKDF-SHA256), 2 passphrase (PBKDF2-HMAC-SHA256)
/// 4  iterations of PBKDF2; 0 for a key file
/// 16 salt, random for each write
/// 12 nonce, random for each write
/// n  AES-256-GCM of the content with a tag of 16 bytes; all before it is authenticated too
/// ```
///
/// Stateless.
final class SecretsCipher {
    /// What OWASP recommends for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, 2023).
    static final int ITERATIONS = 600_000;

    private static final long MAGIC = 0x534e_4453_4352_5431L;
    private static final byte BY_KEY_FILE = 1;
    private static final byte BY_PASSPHRASE = 2;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int HEADER_BYTES = 8 + 1 + 4 + SALT_BYTES + NONCE_BYTES;

    /// More would let a changed file keep us busy for minutes.
    private static final int MAX_ITERATIONS = 10_000_000;

    private static final byte[] PURPOSE =
            "sendense secrets v1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final SecureRandom random = new SecureRandom();

    /// What a key is made from; its holder wipes it.
    sealed interface Material {
        void wipe();
    }

    /// The bytes of a key file.
    static final class RandomBytes implements Material {
        private final byte[] bytes;

        RandomBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void wipe() {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// The characters of a passphrase.
    static final class Words implements Material {
        private final char[] characters;

        Words(char[] characters) {
            this.characters = characters;
        }

        @Override
        public void wipe() {
            Arrays.fill(characters, '\0');
        }
    }

    byte[] encrypt(Material material, byte[] content) throws GeneralSecurityException {
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        byte kind =
                switch (material) {
                    case RandomBytes _ -> BY_KEY_FILE;
                    case Words _ -> BY_PASSPHRASE;
                };
        int iterations = kind == BY_PASSPHRASE ? ITERATIONS : 0;
        ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + content.length + TAG_BYTES);
        file.putLong(MAGIC).put(kind).putInt(iterations).put(salt).put(nonce);
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(material, salt, iterations), nonce);
        cipher.updateAAD(file.array(), 0, HEADER_BYTES);
        file.put(cipher.doFinal(content));
        return file.array();
    }

    /// Reads what `encrypt` made.
    ///
    /// @throws GeneralSecurityException wrong key, or changed since
    /// @throws UnfitException not of this format, or locked with the other kind of key
    byte[] decrypt(Material material, byte[] file) throws GeneralSecurityException {
        ByteBuffer in = ByteBuffer.wrap(file);
        if (file.length < HEADER_BYTES + TAG_BYTES || in.getLong() != MAGIC) {
            throw new UnfitException(
                    Cause.of(CauseCode.SECRETS_NOT_RECOGNIZED).withBytes("bytes", file.length));
        }
        byte kind = in.get();
        int iterations = in.getInt();
        requireFitting(material, kind, iterations);
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(salt).get(nonce);
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, key(material, salt, iterations), nonce);
        cipher.updateAAD(file, 0, HEADER_BYTES);
        return cipher.doFinal(file, HEADER_BYTES, file.length - HEADER_BYTES);
    }

    private static void requireFitting(Material material, byte kind, int iterations) {
        boolean fits =
                switch (material) {
                    case RandomBytes _ -> kind == BY_KEY_FILE && iterations == 0;
                    case Words _ ->
                            kind == BY_PASSPHRASE && iterations > 0 && iterations <= MAX_ITERATIONS;
                };
        if (!fits) {
            throw new UnfitException(
                    switch (kind) {
                        case BY_KEY_FILE -> Cause.of(CauseCode.SECRETS_LOCKED_WITH_KEY_FILE);
                        case BY_PASSPHRASE -> Cause.of(CauseCode.SECRETS_LOCKED_WITH_PASSPHRASE);
                        default ->
                                Cause.of(CauseCode.SECRETS_LOCKED_OTHERWISE)
                                        .with("kind", Byte.toString(kind));
                    });
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        return cipher;
    }

    private static SecretKey key(Material material, byte[] salt, int iterations)
            throws GeneralSecurityException {
        return switch (material) {
            case RandomBytes random ->
                    KDF.getInstance("HKDF-SHA256")
                            .deriveKey(
                                    "AES",
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(random.bytes)
                                            .addSalt(salt)
                                            .thenExpand(PURPOSE, 32));
            case Words words -> {
                PBEKeySpec spec = new PBEKeySpec(words.characters, salt, iterations, 256);
                byte[] derived =
                        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                                .generateSecret(spec)
                                .getEncoded();
                try {
                    yield new SecretKeySpec(derived, "AES");
                } finally {
                    spec.clearPassword();
                    Arrays.fill(derived, (byte) 0);
                }
            }
        };
    }
}

package io.sendense.engine.security;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Names and secrets as bytes: for each the name and the secret, both as a length of four bytes and
/// UTF-8. Never on a disk like this. Stateless.
final class SecretList {
    private SecretList() {}

    static byte[] format(Map<String, Secret> secrets) {
        int total = 0;
        for (Map.Entry<String, Secret> entry : secrets.entrySet()) {
            total += 8 + 3 * (entry.getKey().length() + entry.getValue().reveal().length());
        }
        ByteBuffer buffer = ByteBuffer.allocate(total);
        secrets.forEach((name, secret) -> {
            put(buffer, name);
            put(buffer, secret.reveal());
        });
        byte[] list = Arrays.copyOf(buffer.array(), buffer.position());
        Arrays.fill(buffer.array(), (byte) 0);
        return list;
    }

    private static void put(ByteBuffer buffer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.putInt(bytes.length).put(bytes);
        Arrays.fill(bytes, (byte) 0);
    }

    /// Reads what `format` wrote.
    ///
    /// @throws IllegalStateException not of this form: decrypted all the same, so a defect of ours
    static Map<String, Secret> parse(byte[] list) {
        Map<String, Secret> secrets = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(list);
        try {
            while (in.hasRemaining()) {
                String name = take(in);
                secrets.put(name, Secret.of(take(in)));
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IllegalStateException("the list of secrets ends in the middle", e);
        }
        return secrets;
    }

    private static String take(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a length of " + length);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        Arrays.fill(bytes, (byte) 0);
        return text;
    }
}

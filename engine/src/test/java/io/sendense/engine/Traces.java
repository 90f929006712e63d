package io.sendense.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Looks for a secret in bytes: as it is, in UTF-16, in hex, and in the middle of a Base64 text.
/// Immutable.
public final class Traces {
    private final Map<String, byte[]> forms = new LinkedHashMap<>();

    /// Looks for this text of ASCII letters, which no escaping changes.
    public Traces(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);
        forms.put("clear", bytes);
        forms.put("UTF-16BE", secret.getBytes(StandardCharsets.UTF_16BE));
        forms.put("UTF-16LE", secret.getBytes(StandardCharsets.UTF_16LE));
        forms.put("hex", ascii(HexFormat.of().formatHex(bytes)));
        forms.put("HEX", ascii(HexFormat.of().withUpperCase().formatHex(bytes)));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // The outermost letters depend on the neighbours too.
            forms.put("Base64+" + before, ascii(text.substring(2 * before, text.length() - 2)));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The forms in which it occurs.
    public List<String> in(byte[] bytes) {
        // One char per byte.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return forms.entrySet().stream()
                .filter(form ->
                        text.contains(new String(form.getValue(), StandardCharsets.ISO_8859_1)))
                .map(Map.Entry::getKey)
                .toList();
    }

    public List<String> in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Where it occurs below a folder: in names of files and in their content.
    public List<String> below(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : filesOf(folder)) {
            in(file.toString()).forEach(form -> found.add("name of " + file + ": " + form));
            in(Files.readAllBytes(file)).forEach(form -> found.add(file + ": " + form));
        }
        return found;
    }

    /// All regular files below a folder.
    public static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}

package io.sendense.engine.lab.soap;

/// Escapes text for XML 1.0. Characters that XML cannot hold are dropped.
final class XmlText {
    private XmlText() {}

    static void append(StringBuilder target, String text) {
        int plain = 0;
        for (int index = 0; index < text.length(); index++) {
            String escaped = escaped(text.charAt(index));
            if (escaped != null) {
                target.append(text, plain, index).append(escaped);
                plain = index + 1;
            }
        }
        target.append(text, plain, text.length());
    }

    private static @org.jspecify.annotations.Nullable String escaped(char character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\r' -> "&#13;";
            case '\t', '\n' -> null;
            default -> character < ' ' || character >= '\uFFFE' ? "" : null;
        };
    }
}

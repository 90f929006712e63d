package io.sendense.engine.source.vsphere.soap;

/// Writes text so that it can stand in an element or in a quoted attribute.
final class XmlText {
    private XmlText() {}

    /// Appends `text` escaped. Characters that XML 1.0 cannot hold (section 2.2) become `?`.
    static void append(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> to.append("&lt;");
                case '>' -> to.append("&gt;");
                case '&' -> to.append("&amp;");
                case '"' -> to.append("&quot;");
                // an attribute's white space would be normalised, and a text's \r with it
                case '\r', '\n', '\t' -> to.append("&#").append((int) c).append(';');
                default -> to.append(isAllowed(c) ? c : '?');
            }
        }
    }

    private static boolean isAllowed(char c) {
        return c >= ' ' && c != '\uFFFE' && c != '\uFFFF';
    }
}

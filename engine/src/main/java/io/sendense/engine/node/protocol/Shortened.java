package io.sendense.engine.node.protocol;

/// What others wrote, short enough to be shown in a message. Stateless.
final class Shortened {
    private static final int MOST = 120;

    private Shortened() {}

    /// The text without control characters, cut where it is long.
    static String text(String text) {
        String shown = text.length() <= MOST ? text : text.substring(0, MOST) + "...";
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}

package io.sendense.engine.restore;

import io.sendense.engine.source.vsphere.config.XmlNode;
import java.util.List;
import java.util.Optional;

/// A server's own words, as long as a sentence bears them. Stateless.
final class Words {
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_OF_A_LIST = 12;

    private Words() {}

    static String cut(String text) {
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, MOST_CHARACTERS) + "\u2026";
    }

    static Optional<String> of(XmlNode node, String child) {
        return node.text(child).map(Words::cut);
    }

    /// What the server calls a device.
    static String label(XmlNode device) {
        return device.child("deviceInfo")
                .flatMap(info -> of(info, "label"))
                .orElseGet(() -> "device " + of(device, "key").orElse("?"));
    }

    static String list(List<String> words) {
        String joined = String.join(", ", words.subList(0, Math.min(MOST_OF_A_LIST, words.size())));
        return words.size() <= MOST_OF_A_LIST
                ? joined
                : joined + " +" + (words.size() - MOST_OF_A_LIST);
    }
}

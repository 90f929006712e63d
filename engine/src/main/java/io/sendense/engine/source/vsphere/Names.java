package io.sendense.engine.source.vsphere;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// vSphere's names of inventory objects: `/`, `\` and `%` are escaped in them, and nothing else is.
final class Names {
    private static final Pattern ESCAPE = Pattern.compile("%(2[fF]|5[cC]|25)");

    private Names() {}

    /// The name as people wrote it.
    static String decoded(String name) {
        return ESCAPE.matcher(name)
                .replaceAll(match ->
                        Matcher.quoteReplacement(
                                switch (match.group().charAt(2)) {
                                    case 'f', 'F' -> "/";
                                    case 'c', 'C' -> "\\";
                                    default -> "%";
                                }));
    }

    /// An object's decoded name; its id if it shows none.
    static String of(ObjectProperties object) {
        return object.text("name").map(Names::decoded).orElseGet(() -> object.id().value());
    }
}

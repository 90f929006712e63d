package io.sendense.engine.lab.content;

import java.util.ArrayList;
import java.util.List;

/// The generated files of an image: what they are called and which units fill them. Immutable.
///
/// A text of lines `<noise|text> <count of units> <path>`; empty lines and lines that start with
/// `#` do not count. Each kind's units are handed out in the order of the lines, from 0 for noise
/// and from [Generator#FIRST_TEXT] for text.
public record ImageManifest(List<Entry> entries) {
    public ImageManifest {
        entries = List.copyOf(entries);
    }

    /// One file: its path and its units `firstNumber .. firstNumber + units`.
    public record Entry(String path, long firstNumber, int units) {
        public long endNumber() {
            return firstNumber + units;
        }
    }

    /// Parses the text.
    ///
    /// @throws IllegalArgumentException a line is none of these
    public static ImageManifest parse(String text) {
        List<Entry> entries = new ArrayList<>();
        long noise = 0;
        long words = Generator.FIRST_TEXT;
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.split(" ", 3);
            if (fields.length != 3) {
                throw new IllegalArgumentException("not a manifest line: '" + line + "'");
            }
            int units = Integer.parseInt(fields[1]);
            switch (fields[0]) {
                case "noise" -> {
                    entries.add(new Entry(fields[2], noise, units));
                    noise += units;
                }
                case "text" -> {
                    entries.add(new Entry(fields[2], words, units));
                    words += units;
                }
                default -> throw new IllegalArgumentException("no such kind: '" + line + "'");
            }
        }
        return new ImageManifest(entries);
    }
}

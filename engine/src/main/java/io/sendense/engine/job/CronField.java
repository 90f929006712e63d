package io.sendense.engine.job;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// One field of a cron expression: the values it has. Immutable.
final class CronField {
    private final BitSet values;
    private final boolean star;

    /// What a field counts.
    enum Kind {
        MINUTE("minute", 0, 59, ""),
        HOUR("hour", 0, 23, ""),
        DAY_OF_MONTH("day of month", 1, 31, ""),
        MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
        DAY_OF_WEEK("day of week", 0, 7, "sun mon tue wed thu fri sat");

        private final String words;
        private final int least;
        private final int most;
        private final String names;

        Kind(String words, int least, int most, String names) {
            this.words = words;
            this.least = least;
            this.most = most;
            this.names = names;
        }

        /// The number behind a name; -1 for what is none.
        private int named(String name) {
            int place = List.of(names.split(" ")).indexOf(name.toLowerCase(Locale.ROOT));
            return place < 0 || name.isEmpty() ? -1 : place + least;
        }
    }

    private CronField(BitSet values, boolean star) {
        this.values = values;
        this.star = star;
    }

    /// Reads a field.
    ///
    /// @throws IllegalArgumentException it is none; the message names field and value
    static CronField parse(Kind kind, String text) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            add(kind, part, values);
        }
        if (kind == Kind.DAY_OF_WEEK && values.get(7)) {
            values.clear(7);
            values.set(0);
        }
        return new CronField(values, text.startsWith("*"));
    }

    private static void add(Kind kind, String part, BitSet values) {
        String[] range = part.split("/", -1);
        int step = range.length == 2 ? step(kind, part, range[1]) : 1;
        int first;
        int last;
        if (range[0].equals("*")) {
            first = kind.least;
            // 7 is Sunday once more.
            last = kind == Kind.DAY_OF_WEEK ? 6 : kind.most;
        } else {
            String[] ends = range[0].split("-", -1);
            first = value(kind, part, ends[0]);
            last = ends.length == 2 ? value(kind, part, ends[1]) : first;
            if (ends.length > 2 || (range.length == 2 && ends.length == 1)) {
                throw wrong(kind, part, "a step needs a range or *, as in 8-18/2");
            }
            if (last < first) {
                throw wrong(kind, part, "the range goes backwards");
            }
        }
        if (range.length > 2) {
            throw wrong(kind, part, "it has two steps");
        }
        for (int value = first; value <= last; value += step) {
            values.set(value);
        }
    }

    private static int step(Kind kind, String part, String text) {
        int step = number(text);
        if (step < 1) {
            throw wrong(kind, part, "a step is a number from 1");
        }
        return step;
    }

    private static int value(Kind kind, String part, String text) {
        int named = kind.named(text);
        int value = named < 0 ? number(text) : named;
        if (value < kind.least || value > kind.most) {
            throw wrong(
                    kind, part, "it takes numbers from %d to %d".formatted(kind.least, kind.most));
        }
        return value;
    }

    /// -1 for what is none.
    private static int number(String text) {
        boolean digits = text.matches("[0-9]{1,4}");
        return digits ? Integer.parseInt(text) : -1;
    }

    private static IllegalArgumentException wrong(Kind kind, String part, String why) {
        return new IllegalArgumentException("'%s' is no %s: %s".formatted(part, kind.words, why));
    }

    boolean has(int value) {
        return values.get(value);
    }

    IntStream values() {
        return values.stream();
    }

    int first() {
        return values.nextSetBit(0);
    }

    /// Whether it begins with `*`: it leaves the choice to other fields.
    boolean everything() {
        return star;
    }
}

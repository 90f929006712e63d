package io.sendense.engine.job;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
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
        MINUTE(CauseCode.CRON_MINUTE, 0, 59, ""),
        HOUR(CauseCode.CRON_HOUR, 0, 23, ""),
        DAY_OF_MONTH(CauseCode.CRON_DAY_OF_MONTH, 1, 31, ""),
        MONTH(CauseCode.CRON_MONTH, 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
        DAY_OF_WEEK(CauseCode.CRON_DAY_OF_WEEK, 0, 7, "sun mon tue wed thu fri sat");

        private final CauseCode wrong;
        private final int least;
        private final int most;
        private final String names;

        Kind(CauseCode wrong, int least, int most, String names) {
            this.wrong = wrong;
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
    /// @throws UnfitException it is none; the cause names field and value
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
        int step = range.length == 2 ? step(part, range[1]) : 1;
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
                throw wrong(CauseCode.CRON_STEP_WITHOUT_RANGE, part);
            }
            if (last < first) {
                throw wrong(CauseCode.CRON_RANGE_BACKWARDS, part);
            }
        }
        if (range.length > 2) {
            throw wrong(CauseCode.CRON_TWO_STEPS, part);
        }
        for (int value = first; value <= last; value += step) {
            values.set(value);
        }
    }

    private static int step(String part, String text) {
        int step = number(text);
        if (step < 1) {
            throw wrong(CauseCode.CRON_STEP_UNUSABLE, part);
        }
        return step;
    }

    private static int value(Kind kind, String part, String text) {
        int named = kind.named(text);
        int value = named < 0 ? number(text) : named;
        if (value < kind.least || value > kind.most) {
            throw new UnfitException(
                    Cause.of(kind.wrong)
                            .with("text", part)
                            .withCount("least", kind.least)
                            .withCount("most", kind.most));
        }
        return value;
    }

    /// -1 for what is none.
    private static int number(String text) {
        boolean digits = text.matches("[0-9]{1,4}");
        return digits ? Integer.parseInt(text) : -1;
    }

    private static UnfitException wrong(CauseCode code, String part) {
        return new UnfitException(Cause.of(code).with("text", part));
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

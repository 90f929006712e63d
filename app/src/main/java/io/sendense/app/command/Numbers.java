package io.sendense.app.command;

import io.sendense.engine.job.JobRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Whole numbers as options and arguments take them; one outside of its range is a usage error that
/// names it.
final class Numbers {
    private Numbers() {}

    private static long within(String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw refused(text, least, most, e);
        }
        throw refused(text, least, most, null);
    }

    private static TypeConversionException refused(
            String text, long least, long most, @Nullable Throwable cause) {
        String range = most == Long.MAX_VALUE ? "from " + least : "from " + least + " to " + most;
        TypeConversionException refused =
                new TypeConversionException("'" + text + "' is no whole number " + range);
        if (cause != null) {
            refused.initCause(cause);
        }
        return refused;
    }

    /// A port; 0 for any free one.
    static final class Port implements ITypeConverter<Integer> {
        private static final int MOST = 65535;

        @Override
        public Integer convert(String value) {
            return (int) within(value, 0, MOST);
        }
    }

    /// How many, none included.
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) within(value, 0, Integer.MAX_VALUE);
        }
    }

    /// At most how many, one at least.
    static final class Limit implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) within(value, 1, Integer.MAX_VALUE);
        }
    }

    /// How many VMs of a job at a time.
    static final class AtOnce implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) within(value, 1, JobRules.MOST_AT_ONCE);
        }
    }

    /// The number of a run.
    static final class Run implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return within(value, 1, Long.MAX_VALUE);
        }
    }
}

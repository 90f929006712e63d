package io.sendense.app.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The size of a disk: bytes, or with K, M, G or T behind them units of 1024, as qemu-img takes it.
final class DiskSize implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})([KMGT]?)");
    private static final String UNITS = "KMGT";

    @Override
    public Long convert(String value) {
        Matcher form = FORM.matcher(value.toUpperCase(Locale.ROOT));
        if (form.matches()) {
            long number = Long.parseLong(form.group(1));
            int bits =
                    form.group(2).isEmpty() ? 0 : 10 * (UNITS.indexOf(form.group(2).charAt(0)) + 1);
            if (number <= Long.MAX_VALUE >> bits) {
                return number << bits;
            }
        }
        throw new TypeConversionException(
                "'" + value + "' is no size: bytes, or a number with K, M, G or T");
    }

    /// A size that is not nothing.
    static final class OverZero implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            long bytes = new DiskSize().convert(value);
            if (bytes == 0) {
                throw new TypeConversionException("'" + value + "' lets nothing through");
            }
            return bytes;
        }
    }
}

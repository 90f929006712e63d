package io.sendense.engine.api.hub;

import java.math.BigDecimal;

/// The text format 0.0.4 of Prometheus, family by family. Not thread-safe.
final class MetricsText {
    private final StringBuilder text = new StringBuilder();
    private String family = "";

    /// Begins a family; its samples follow.
    ///
    /// @param type `gauge`, `counter` or `summary`
    MetricsText family(String name, String type, String help) {
        family = name;
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /// One sample.
    ///
    /// @param labels names and values in turn
    MetricsText sample(long value, String... labels) {
        return sampleOf("", BigDecimal.valueOf(value), labels);
    }

    /// One sample of a summary: `_sum` or `_count`.
    MetricsText sampleOf(String part, BigDecimal value, String... labels) {
        text.append(family).append(part);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',')
                    .append(labels[i])
                    .append("=\"")
                    .append(escaped(labels[i + 1]))
                    .append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(value.toPlainString()).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

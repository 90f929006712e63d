package io.sendense.app.output;

import java.util.ArrayList;
import java.util.List;

/// Columns of text, as wide as their widest cell; numbers (columns named with a leading `>`) stand
/// on the right.
public final class Table {
    private final List<String> heads;
    private final List<Boolean> right;
    private final List<List<String>> rows = new ArrayList<>();

    /// A table without rows.
    ///
    /// @param heads column names; a leading `>` sets the column to the right
    public Table(String... heads) {
        this.heads = new ArrayList<>();
        this.right = new ArrayList<>();
        for (String head : heads) {
            right.add(head.startsWith(">"));
            this.heads.add(head.startsWith(">") ? head.substring(1) : head);
        }
    }

    /// Adds a row with a cell for each column.
    public Table row(Object... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + heads.size());
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    /// The lines, without trailing blanks.
    public List<String> lines() {
        int[] widths = new int[heads.size()];
        measure(heads, widths);
        rows.forEach(row -> measure(row, widths));
        List<String> lines = new ArrayList<>();
        lines.add(line(heads, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static void measure(List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], width(cells.get(i)));
        }
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - width(cells.get(i)));
            line.append(i == 0 ? "" : "  ")
                    .append(right.get(i) ? pad + cells.get(i) : cells.get(i) + pad);
        }
        return line.toString().stripTrailing();
    }
}

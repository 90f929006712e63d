package io.sendense.ui.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a table was left. Immutable. As text: `name 130 shown,size 80 hidden;name up`.
///
/// @param columns from left to right
/// @param sorting the columns it is sorted by, the first before the others
record TableLayout(List<Column> columns, List<Sorting> sorting) {
    /// @param width in pixels
    record Column(String id, double width, boolean shown) {}

    record Sorting(String id, boolean upwards) {}

    TableLayout {
        columns = List.copyOf(columns);
        sorting = List.copyOf(sorting);
    }

    /// Reads such a text.
    ///
    /// @throws IllegalArgumentException it is not one
    static TableLayout parse(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not the layout of a table: " + text);
        }
        List<Column> columns = new ArrayList<>();
        for (String column : words(parts[0])) {
            String[] words = column.split(" ", -1);
            if (words.length != 3) {
                throw new IllegalArgumentException("not a column: " + column);
            }
            double width = Double.parseDouble(words[1]);
            if (!(width > 0 && width < 10_000)) {
                throw new IllegalArgumentException("not a width: " + column);
            }
            columns.add(new Column(words[0], width, words[2].equals("shown")));
        }
        List<Sorting> sorting = new ArrayList<>();
        for (String sorted : words(parts[1])) {
            String[] words = sorted.split(" ", -1);
            if (words.length != 2) {
                throw new IllegalArgumentException("not a sorting: " + sorted);
            }
            sorting.add(new Sorting(words[0], words[1].equals("up")));
        }
        return new TableLayout(columns, sorting);
    }

    private static List<String> words(String part) {
        return part.isEmpty() ? List.of() : List.of(part.split(",", -1));
    }

    String text() {
        return columns.stream()
                        .map(c ->
                                "%s %d %s"
                                        .formatted(
                                                c.id(),
                                                Math.round(c.width()),
                                                c.shown() ? "shown" : "hidden"))
                        .collect(Collectors.joining(","))
                + ";"
                + sorting.stream()
                        .map(s -> s.id() + (s.upwards() ? " up" : " down"))
                        .collect(Collectors.joining(","));
    }

    Optional<Column> column(String id) {
        return columns.stream().filter(column -> column.id().equals(id)).findFirst();
    }

    /// Where a column stands; one that was not there when this was kept comes last.
    int rank(String id) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).id().equals(id)) {
                return i;
            }
        }
        return columns.size();
    }
}

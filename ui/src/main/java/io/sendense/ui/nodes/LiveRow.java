package io.sendense.ui.nodes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;

/// One line of a table, the same for as long as what it tells of is there: what is selected stays
/// so while its values change. FX thread only.
///
/// @param <T> the line's values; immutable
final class LiveRow<T> {
    private final Object key;
    private final ReadOnlyObjectWrapper<T> values;

    private LiveRow(Object key, T first) {
        this.key = key;
        this.values = new ReadOnlyObjectWrapper<>(first);
    }

    T values() {
        return values.get();
    }

    /// One of its values, as it changes.
    <V> ObservableValue<V> value(Function<T, V> which) {
        return values.map(which);
    }

    /// Brings rows to what was read: those that are known are changed in place.
    ///
    /// @param key tells one line from another
    static <T> void show(ObservableList<LiveRow<T>> rows, List<T> read, Function<T, Object> key) {
        Map<Object, LiveRow<T>> before = new HashMap<>();
        rows.forEach(row -> before.put(row.key, row));
        List<LiveRow<T>> now =
                read.stream()
                        .map(each -> {
                            LiveRow<T> row = before.get(key.apply(each));
                            if (row == null) {
                                return new LiveRow<>(key.apply(each), each);
                            }
                            if (!row.values().equals(each)) {
                                row.values.set(each);
                            }
                            return row;
                        })
                        .toList();
        if (!rows.equals(now)) {
            rows.setAll(now);
        }
    }
}

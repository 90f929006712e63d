package io.sendense.ui.settings;

import io.sendense.ui.shared.Badge;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// A vCenter in the settings. FX thread only.
public final class VCenterRow {
    private final String name;
    private final String url;
    private final String user;
    private final ReadOnlyObjectWrapper<Badge> state;
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    VCenterRow(String name, String url, String user, Badge state) {
        this.name = name;
        this.url = url;
        this.user = user;
        this.state = new ReadOnlyObjectWrapper<>(state);
    }

    String name() {
        return name;
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    void show(Badge now) {
        state.set(now);
    }

    void note(String text) {
        note.set(text);
    }

    ReadOnlyObjectProperty<Badge> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// What the last test said; empty before there was one.
    ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }
}

package io.sendense.ui.inventory;

/// A tag as operators know it: by its category and name, whichever vCenter it is on. Immutable.
record TagChoice(String category, String name) {
    @Override
    public String toString() {
        return category + ": " + name;
    }
}

package io.sendense.engine.lab.storage;

/// A place for one block in the [BlockStore].
///
/// Confined to its machine's lock: a slot belongs to one disk, `owners` counts the states of that
/// disk (the live one, the frozen ones) that show it. Only a slot with one owner, the live state,
/// is ever written to.
final class Slot {
    final long position;
    int owners = 1;

    Slot(long position) {
        this.position = position;
    }
}

package io.sendense.engine.disk.qcow2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The power of a machine, gone after so many writes and syncs of all its files. Thread-safe.
final class UnstablePower {
    private final List<String> calls = new ArrayList<>();
    private int left;

    /// @param calls how many writes and syncs it lasts
    UnstablePower(int calls) {
        this.left = calls;
    }

    /// One write or sync.
    ///
    /// @param what kind and place, for `callsBefore`
    synchronized void use(String what) throws IOException {
        if (left <= 0) {
            throw new IOException("the power is gone");
        }
        left--;
        calls.add(what);
    }

    /// How many writes and syncs are left.
    synchronized int left() {
        return left;
    }

    /// How many there were before the first of that kind and place; negative for none.
    synchronized int callsBefore(String what) {
        return calls.indexOf(what);
    }

    /// How many there were.
    synchronized int calls() {
        return calls.size();
    }
}

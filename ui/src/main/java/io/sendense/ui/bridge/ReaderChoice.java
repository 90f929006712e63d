package io.sendense.ui.bridge;

import java.util.Optional;

/// Who can read the disks of a backup. Immutable.
///
/// @param node absent for the engine itself
public record ReaderChoice(Optional<String> node, String text) {
    @Override
    public String toString() {
        return text;
    }
}

package io.sendense.ui.inventory;

import java.util.List;

/// What a line of the tree is filtered by besides its name and power state. Immutable.
///
/// @param uuid a VM's instance UUID; empty for everything else
/// @param tags ids of its tags
record Traits(String uuid, List<String> tags) {
    static final Traits NONE = new Traits("", List.of());

    Traits {
        tags = List.copyOf(tags);
    }
}

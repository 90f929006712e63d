package io.sendense.engine.api.control;

import io.sendense.engine.source.inventory.InventoryChange;

/// What changed in a vCenter's inventory. Immutable.
record InventoryNews(String vcenter, InventoryChange change) {
    /// Both as one; `next` is of the same vCenter.
    InventoryNews then(InventoryNews next) {
        return new InventoryNews(vcenter, change.then(next.change));
    }
}

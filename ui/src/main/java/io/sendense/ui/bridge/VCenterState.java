package io.sendense.ui.bridge;

import io.sendense.engine.VCenter;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.InventoryChange;
import java.util.Optional;

/// A vCenter and what is known of its inventory now. Immutable.
///
/// @param inventory the last one that was read, kept while it is read again and when that fails
/// @param problem why the last reading failed; present exactly when `link` is `FAILED`
public record VCenterState(
        VCenter vcenter, Link link, Optional<Inventory> inventory, Optional<Problem> problem) {

    /// Whether the vCenter answers.
    public enum Link {
        CONNECTING,
        CONNECTED,
        FAILED
    }

    static VCenterState connecting(VCenter vcenter, Optional<Inventory> inventory) {
        return new VCenterState(vcenter, Link.CONNECTING, inventory, Optional.empty());
    }

    VCenterState connected(Inventory read) {
        return new VCenterState(vcenter, Link.CONNECTED, Optional.of(read), Optional.empty());
    }

    VCenterState changed(InventoryChange change) {
        return new VCenterState(vcenter, link, inventory.map(change::appliedTo), problem);
    }

    VCenterState failed(Problem why) {
        return new VCenterState(vcenter, Link.FAILED, inventory, Optional.of(why));
    }

    public String name() {
        return vcenter.name();
    }
}

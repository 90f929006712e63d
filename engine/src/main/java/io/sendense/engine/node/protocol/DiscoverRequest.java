package io.sendense.engine.node.protocol;

import java.util.Optional;

/// A question for what a vCenter has. Immutable, but for the password, which `close` wipes.
///
/// @param vm only this one, by its managed object id; absent for all
public record DiscoverRequest(VCenterAccess vcenter, Optional<String> vm) implements AutoCloseable {
    public DiscoverRequest {
        vm.ifPresent(id -> Limits.text("vm", id, 1, 100));
    }

    @Override
    public void close() {
        vcenter.close();
    }
}

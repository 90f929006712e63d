package io.sendense.engine.source.inventory;

import java.util.Optional;

/// What a server says of itself. Immutable.
///
/// @param fullName for instance `VMware vCenter Server 8.0.3 build-24022515`
/// @param instanceUuid the vCenter's or host's own uuid
/// @param vcenter false for a standalone ESXi host
/// @param restrictedLicense the name of a licence with which the server can be looked at, and takes
///   no snapshots: the free one of ESXi
public record About(
        String fullName,
        String apiVersion,
        String instanceUuid,
        boolean vcenter,
        Optional<String> restrictedLicense) {
    /// A server whose licence allows everything.
    public About(String fullName, String apiVersion, String instanceUuid, boolean vcenter) {
        this(fullName, apiVersion, instanceUuid, vcenter, Optional.empty());
    }
}

package io.sendense.engine.source.inventory;

import java.util.Optional;

/// What a tree or list shows of a VM. Immutable.
///
/// @param name decoded for people; not unique
/// @param instanceUuid lower case; unique within one vCenter; empty for a VM whose configuration
///   the server cannot show, because its host or its files are away
/// @param folder the VM folder it lies in; of a VM in a vApp the one that its vApp lies in
/// @param resourcePool the resource pool or vApp it is in; absent where that is the root pool of
///   its host or cluster, which no tree shows
/// @param host the host it runs on or is registered with
/// @param guest the guest operating system's full name, as configured
/// @param storageBytes bytes it occupies on its datastores
public record VmSummary(
        ObjectId id,
        String name,
        String instanceUuid,
        PowerState power,
        boolean template,
        Optional<ObjectId> folder,
        Optional<ObjectId> host,
        Optional<ObjectId> resourcePool,
        Optional<String> guest,
        long storageBytes) {}

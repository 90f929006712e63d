package io.sendense.engine.source.inventory;

import java.util.Optional;

/// What a tree or list shows of a VM. Immutable.
///
/// @param name decoded for people; not unique
/// @param instanceUuid lower case, as the server wrote it; unique within one vCenter
/// @param folder the VM folder it lies in; absent inside a vApp
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

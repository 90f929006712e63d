package io.sendense.engine.lab.session;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the lab's account may do. Immutable.
///
/// @param granted the ids; empty for an account that may do everything
public record Privileges(Optional<Set<String>> granted) {
    /// What an operation needs. As vSphere documents it for each method; what is not named needs no
    /// more than a session.
    private static final Map<String, String> NEEDED =
            Map.ofEntries(
                    Map.entry("CreateSnapshot_Task", "VirtualMachine.State.CreateSnapshot"),
                    Map.entry("CreateSnapshotEx_Task", "VirtualMachine.State.CreateSnapshot"),
                    Map.entry("RemoveSnapshot_Task", "VirtualMachine.State.RemoveSnapshot"),
                    Map.entry("RemoveAllSnapshots_Task", "VirtualMachine.State.RemoveSnapshot"),
                    Map.entry("RevertToSnapshot_Task", "VirtualMachine.State.RevertToSnapshot"),
                    Map.entry(
                            "RevertToCurrentSnapshot_Task",
                            "VirtualMachine.State.RevertToSnapshot"),
                    Map.entry("ConsolidateVMDisks_Task", "VirtualMachine.State.RemoveSnapshot"),
                    Map.entry("ReconfigVM_Task", "VirtualMachine.Config.ChangeTracking"),
                    Map.entry(
                            "QueryChangedDiskAreas", "VirtualMachine.Provisioning.DiskRandomRead"));

    /// May do everything.
    public static Privileges all() {
        return new Privileges(Optional.empty());
    }

    /// May do what these allow, and no more.
    public static Privileges of(Set<String> ids) {
        return new Privileges(Optional.of(Set.copyOf(ids)));
    }

    /// Whether the account has this one.
    public boolean has(String id) {
        return granted.map(ids -> ids.contains(id)).orElse(true);
    }

    /// What is missing for an operation.
    public Optional<String> missingFor(String operation) {
        return Optional.ofNullable(NEEDED.get(operation)).filter(id -> !has(id));
    }

    /// Whether files on datastores may be read and written.
    public boolean allowFiles() {
        return has("Datastore.Browse") && has("Datastore.FileManagement");
    }
}

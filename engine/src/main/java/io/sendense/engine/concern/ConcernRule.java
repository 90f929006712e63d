package io.sendense.engine.concern;

import static io.sendense.engine.concern.Severity.CRITICAL;
import static io.sendense.engine.concern.Severity.INFORMATION;
import static io.sendense.engine.concern.Severity.WARNING;

import java.util.Arrays;
import java.util.Optional;

/// What is looked at before a VM is backed up. The words stand in `concerns.properties` beside this
/// class, keyed by id.
public enum ConcernRule {
    VM_TEMPLATE(CRITICAL),
    VM_UNREACHABLE(CRITICAL),
    VM_WITHOUT_UUID(CRITICAL),
    VM_FAULT_TOLERANT(CRITICAL),
    VM_SUSPENDED(INFORMATION),
    VM_ENCRYPTED(WARNING),
    GUEST_CANNOT_QUIESCE(CRITICAL),
    GUEST_MAY_NOT_QUIESCE(WARNING),
    SNAPSHOTS_PRESENT(WARNING),
    SNAPSHOTS_TOO_DEEP(CRITICAL),
    CONSOLIDATION_NEEDED(WARNING),
    TRACKING_UNSUPPORTED(WARNING),
    TRACKING_BLOCKED(WARNING),
    TRACKING_WILL_BE_ENABLED(INFORMATION),
    DISKS_NONE(CRITICAL),
    DISK_IDENTITY_DOUBLE(CRITICAL),
    DISK_INDEPENDENT(WARNING),
    DISK_RAW_PHYSICAL(WARNING),
    DISK_RAW_VIRTUAL(INFORMATION),
    DISK_SHARED(WARNING),
    DISK_WITHOUT_UUID(WARNING),
    DISK_HAS_REDO_LOG(INFORMATION),
    DISK_ON_VSAN(CRITICAL),
    DISK_ON_VVOL(CRITICAL),
    HOST_UNREACHABLE(CRITICAL),
    HOST_IN_MAINTENANCE(INFORMATION),
    DATASTORE_UNREACHABLE(CRITICAL),
    DATASTORE_IN_MAINTENANCE(WARNING),
    DATASTORE_FULL(CRITICAL),
    DATASTORE_LOW(WARNING),
    PRIVILEGES_MISSING(CRITICAL),
    DEVICE_TPM(WARNING),
    DEVICE_PASSTHROUGH(WARNING),
    DEVICE_USB(WARNING),
    DEVICE_PORT(INFORMATION),
    DEVICE_IMAGE(INFORMATION);

    private final Severity severity;

    ConcernRule(Severity severity) {
        this.severity = severity;
    }

    /// The rule with this id; none for one of another version.
    public static Optional<ConcernRule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }

    public Severity severity() {
        return severity;
    }

    /// The stable id: `DISK-INDEPENDENT`.
    public String id() {
        return name().replace('_', '-');
    }
}

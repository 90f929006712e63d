package io.sendense.engine.concern;

import static io.sendense.engine.concern.Severity.CRITICAL;
import static io.sendense.engine.concern.Severity.INFORMATION;
import static io.sendense.engine.concern.Severity.WARNING;
import static io.sendense.engine.concern.Verdict.CHANGED;
import static io.sendense.engine.concern.Verdict.CHOSEN;
import static io.sendense.engine.concern.Verdict.IMPOSSIBLE;
import static io.sendense.engine.concern.Verdict.KEPT;
import static io.sendense.engine.concern.Verdict.REMOVED;

import java.util.Arrays;
import java.util.Optional;

/// What is looked at before a VM is backed up: rules of the backup, which have a severity, and
/// rules of a restore elsewhere, which have a verdict. The words stand in `concerns.properties`
/// beside this class, keyed by id.
public enum ConcernRule {
    VM_TEMPLATE(CRITICAL),
    VM_UNREACHABLE(CRITICAL),
    VM_WITHOUT_UUID(CRITICAL),
    VM_FAULT_TOLERANT(CRITICAL),
    VM_SUSPENDED(INFORMATION),
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
    LICENSE_RESTRICTED(CRITICAL),
    CONFIGURATION_UNREADABLE(WARNING),

    // --- a restore elsewhere: the VM as a whole
    IDENTITY_IF_FREE(KEPT),
    HARDWARE_NEEDED(KEPT),
    PROCESSOR_NEEDED(KEPT),
    PLACE_CHOSEN(CHOSEN),
    VM_ENCRYPTED(REMOVED),
    BOOT_SETTINGS_LOST(REMOVED),
    RESERVATION_RELEASED(CHANGED),
    AFFINITY_RELEASED(CHANGED),
    LATENCY_USUAL(CHANGED),
    FILES_MOVED(CHANGED),
    VAPP_LEFT(CHANGED),
    OWNER_REMOVED(REMOVED),
    REPLICATION_REMOVED(REMOVED),
    WWN_REMOVED(REMOVED),
    OPTIONS_KEPT(KEPT),
    OPTIONS_BOUND(REMOVED),

    // --- its disks
    DISK_INDEPENDENT(REMOVED),
    DISK_RAW_PHYSICAL(REMOVED),
    DISK_SHARED(REMOVED),
    DISK_RAW_VIRTUAL(CHANGED),
    DISK_FILTERED(REMOVED),
    DISK_FIRST_CLASS(CHANGED),
    BUS_UNSHARED(CHANGED),

    // --- its other devices
    NETWORK_CHOSEN(CHOSEN),
    MAC_IF_FREE(KEPT),
    DEVICE_SRIOV(CHANGED),
    DEVICE_TPM(IMPOSSIBLE),
    DEVICE_NVDIMM(IMPOSSIBLE),
    DEVICE_PASSTHROUGH(REMOVED),
    DEVICE_VGPU(REMOVED),
    DEVICE_USB(REMOVED),
    DEVICE_PORT(REMOVED),
    DEVICE_IMAGE(CHANGED),
    DEVICE_HOST_DRIVE(CHANGED),
    DEVICE_UNKNOWN(REMOVED);

    private final Severity severity;
    private final Optional<Verdict> verdict;

    ConcernRule(Severity severity) {
        this.severity = severity;
        this.verdict = Optional.empty();
    }

    ConcernRule(Verdict verdict) {
        this.severity = verdict.severity();
        this.verdict = Optional.of(verdict);
    }

    /// The rule with this id; none for one of another version.
    public static Optional<ConcernRule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }

    public Severity severity() {
        return severity;
    }

    /// What becomes of its subject on a restore elsewhere; none for a rule of the backup.
    public Optional<Verdict> verdict() {
        return verdict;
    }

    /// The stable id: `DISK-INDEPENDENT`.
    public String id() {
        return name().replace('_', '-');
    }
}

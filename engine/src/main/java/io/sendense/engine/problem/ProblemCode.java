package io.sendense.engine.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Every problem the engine reports. The id (`NBD-SIZE-MISMATCH`) is stable: it stands in catalogs,
/// logs and scripts.
///
/// Each has its text in `problems.properties` and is provoked by a test.
public enum ProblemCode {
    // vCenter connection
    VCENTER_UNREACHABLE(Remedy.RETRY),
    VCENTER_CERTIFICATE_MISMATCH(Remedy.ASK_OPERATOR),
    VCENTER_CERTIFICATE_UNTRUSTED(Remedy.ASK_OPERATOR),
    VCENTER_LOGIN_REFUSED(Remedy.ASK_OPERATOR),
    VCENTER_PRIVILEGE_MISSING(Remedy.ASK_OPERATOR),
    LICENSE_RESTRICTED(Remedy.ASK_OPERATOR),
    VCENTER_FAULT(Remedy.ASK_OPERATOR),
    VCENTER_ANSWER_UNREADABLE(Remedy.REPORT_BUG),
    VCENTER_UNKNOWN(Remedy.ASK_OPERATOR),
    VCENTER_NAME_TAKEN(Remedy.ASK_OPERATOR),
    VCENTER_IN_USE(Remedy.RETRY),
    PASSWORD_MISSING(Remedy.ASK_OPERATOR),

    // VMs, snapshots, disks
    VM_UNKNOWN(Remedy.ASK_OPERATOR),
    VM_AMBIGUOUS(Remedy.ASK_OPERATOR),
    VM_BUSY(Remedy.RETRY),
    VM_TASK_IN_PROGRESS(Remedy.RETRY),
    VM_HAS_NO_DISKS(Remedy.ASK_OPERATOR),
    VM_IS_TEMPLATE(Remedy.ASK_OPERATOR),
    DISK_EXCLUDED(Remedy.ASK_OPERATOR),
    DISK_KEY_DUPLICATE(Remedy.ASK_OPERATOR),
    DISK_BACKING_DUPLICATE(Remedy.ASK_OPERATOR),
    DISK_TRANSPORT_UNSUPPORTED(Remedy.ASK_OPERATOR),
    DISK_READ_FAILED(Remedy.RETRY),
    DISK_FILE_SIZE_MISMATCH(Remedy.ASK_OPERATOR),
    SNAPSHOT_UNKNOWN(Remedy.ASK_OPERATOR),
    SNAPSHOT_CREATE_FAILED(Remedy.RETRY),
    SNAPSHOT_OUTCOME_UNKNOWN(Remedy.RETRY),
    DATASTORE_SPACE_LOW(Remedy.ASK_OPERATOR),
    CONSOLIDATION_FAILED(Remedy.ASK_OPERATOR),
    NVRAM_NOT_SAVED(Remedy.ASK_OPERATOR),
    PREFLIGHT_REFUSED(Remedy.ASK_OPERATOR),
    SNAPSHOT_QUIESCE_FAILED(Remedy.ASK_OPERATOR),
    SNAPSHOT_NOT_QUIESCED(Remedy.ASK_OPERATOR),
    SNAPSHOT_REMOVE_FAILED(Remedy.RETRY),
    CHANGE_TRACKING_UNAVAILABLE(Remedy.ASK_OPERATOR),

    // the data path
    NBD_SIZE_MISMATCH(Remedy.REPORT_BUG),
    NBD_TARGET_NOT_READY(Remedy.RETRY),
    DISK_WRITE_FAILED(Remedy.RETRY),
    TRANSFER_INCOMPLETE(Remedy.REPORT_BUG),

    // the repository
    REPOSITORY_UNKNOWN(Remedy.ASK_OPERATOR),
    REPOSITORY_UNREADABLE(Remedy.ASK_OPERATOR),
    REPOSITORY_FORMAT_UNSUPPORTED(Remedy.ASK_OPERATOR),
    REPOSITORY_NO_SPACE(Remedy.ASK_OPERATOR),
    REPOSITORY_WRITE_FAILED(Remedy.ASK_OPERATOR),
    POINT_UNKNOWN(Remedy.ASK_OPERATOR),
    POINT_AMBIGUOUS(Remedy.ASK_OPERATOR),
    POINT_DAMAGED(Remedy.DATA_DAMAGED),
    POINT_DISK_UNKNOWN(Remedy.ASK_OPERATOR),
    EXPORT_TARGET_EXISTS(Remedy.ASK_OPERATOR),
    EXPORT_FAILED(Remedy.ASK_OPERATOR),

    POINT_FINDING(Remedy.DATA_DAMAGED),
    REPOSITORY_NAME_TAKEN(Remedy.ASK_OPERATOR),
    REPOSITORY_KNOWN_ALREADY(Remedy.ASK_OPERATOR),
    REPOSITORY_TWICE(Remedy.ASK_OPERATOR),
    REPOSITORY_FOLDER_NOT_EMPTY(Remedy.ASK_OPERATOR),
    REPOSITORY_READ_ONLY(Remedy.ASK_OPERATOR),
    REPOSITORY_IS_DEFAULT(Remedy.ASK_OPERATOR),
    REPOSITORY_IN_USE(Remedy.RETRY),

    // serving
    SERVE_NOT_LOOPBACK(Remedy.ASK_OPERATOR),
    SERVE_PLACE_UNAVAILABLE(Remedy.ASK_OPERATOR),
    SERVE_UNKNOWN(Remedy.ASK_OPERATOR),

    // runs and the engine itself
    RUN_UNKNOWN(Remedy.ASK_OPERATOR),
    RUN_NOT_ACTIVE(Remedy.ASK_OPERATOR),
    RUN_AWAITS_NO_RETRY(Remedy.ASK_OPERATOR),
    RUN_INTERRUPTED(Remedy.RETRY),
    RUN_RECORDED_LATE(Remedy.ASK_OPERATOR),
    JOB_UNKNOWN(Remedy.ASK_OPERATOR),
    JOB_NAME_TAKEN(Remedy.ASK_OPERATOR),
    JOB_INVALID(Remedy.ASK_OPERATOR),
    JOB_BUSY(Remedy.RETRY),
    JOB_SELECTS_NOTHING(Remedy.ASK_OPERATOR),
    JOB_RUN_UNKNOWN(Remedy.ASK_OPERATOR),
    JOB_RUN_NOT_ACTIVE(Remedy.ASK_OPERATOR),
    INVENTORY_OBJECT_UNKNOWN(Remedy.ASK_OPERATOR),
    INVENTORY_OBJECT_AMBIGUOUS(Remedy.ASK_OPERATOR),
    TAGS_UNREADABLE(Remedy.RETRY),
    CATALOG_UNAVAILABLE(Remedy.ASK_OPERATOR),
    HOME_UNUSABLE(Remedy.ASK_OPERATOR),
    ENGINE_ELSEWHERE_UNREACHABLE(Remedy.ASK_OPERATOR),
    ENGINE_VERSION_MISMATCH(Remedy.ASK_OPERATOR),
    SECRET_STORE_UNAVAILABLE(Remedy.ASK_OPERATOR),
    IMAGE_UNREADABLE(Remedy.DATA_DAMAGED),
    DISPLAY_MISSING(Remedy.ASK_OPERATOR),
    REQUEST_INVALID(Remedy.ASK_OPERATOR),
    INTERNAL_ERROR(Remedy.REPORT_BUG);

    private final Remedy remedy;

    ProblemCode(Remedy remedy) {
        this.remedy = remedy;
    }

    public Remedy remedy() {
        return remedy;
    }

    /// The code as users see it: `NBD-SIZE-MISMATCH`.
    public String id() {
        return name().replace('_', '-');
    }

    /// The code with this id, if there is one.
    public static Optional<ProblemCode> ofId(String id) {
        String name = id.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values()).filter(code -> code.name().equals(name)).findFirst();
    }
}

package io.sendense.engine.api.rest;

import io.sendense.engine.problem.ProblemCode;

/// The HTTP status of a problem. Stateless.
public final class ProblemStatus {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORISED = 401;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int WRONG_TYPE = 415;
    private static final int MISDIRECTED = 421;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;

    private ProblemStatus() {}

    /// What the code says of itself; else 503 for what may work later, 422 for what somebody has to
    /// decide, 500 for the rest.
    public static int of(ProblemCode code) {
        return switch (code) {
            case REQUEST_INVALID, JOB_INVALID -> BAD_REQUEST;
            case REST_UNAUTHORISED -> UNAUTHORISED;
            case REST_TOO_MANY_FAILURES -> TOO_MANY;
            case REST_HOST_REFUSED -> MISDIRECTED;
            case REST_METHOD_NOT_ALLOWED -> METHOD_NOT_ALLOWED;
            case REST_BODY_TOO_LARGE -> TOO_LARGE;
            case REST_BODY_NOT_JSON -> WRONG_TYPE;
            case REST_ROUTE_UNKNOWN,
                    RUN_UNKNOWN,
                    JOB_UNKNOWN,
                    JOB_RUN_UNKNOWN,
                    VM_UNKNOWN,
                    VCENTER_UNKNOWN,
                    REPOSITORY_UNKNOWN,
                    POINT_UNKNOWN,
                    NODE_UNKNOWN,
                    POINT_DISK_UNKNOWN,
                    SNAPSHOT_UNKNOWN,
                    SERVE_UNKNOWN,
                    NODE_JOB_UNKNOWN,
                    NODE_JOB_DISK_UNKNOWN ->
                    NOT_FOUND;
            case RUN_NOT_ACTIVE,
                    RUN_AWAITS_NO_RETRY,
                    JOB_RUN_NOT_ACTIVE,
                    JOB_BUSY,
                    JOB_NAME_TAKEN,
                    VM_BUSY,
                    VM_AMBIGUOUS,
                    POINT_AMBIGUOUS,
                    INVENTORY_OBJECT_AMBIGUOUS,
                    REPOSITORY_IN_USE,
                    VCENTER_IN_USE,
                    NODE_JOB_CONFLICT,
                    NODE_SUMS_TAKEN ->
                    CONFLICT;
            default ->
                    switch (code.remedy()) {
                        case RETRY -> UNAVAILABLE;
                        case ASK_OPERATOR -> UNPROCESSABLE;
                        case DATA_DAMAGED, REPORT_BUG -> INTERNAL;
                    };
        };
    }
}

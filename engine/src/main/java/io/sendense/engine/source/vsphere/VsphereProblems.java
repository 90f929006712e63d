package io.sendense.engine.source.vsphere;

import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.RestrictedVersion;
import com.vmware.vim25.TaskInProgress;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.CertificateRefusedException;
import io.sendense.engine.source.vsphere.soap.CallFailed;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.Optional;

/// Says in the engine's words what a server or the way to it said in its own. Immutable.
final class VsphereProblems {
    private final URI sdk;
    private final String user;

    VsphereProblems(URI sdk, String user) {
        this.sdk = sdk;
        this.user = user;
    }

    /// A call without an answer.
    EngineException of(String operation, CallFailed failure) {
        Optional<EngineException> refused = certificate(failure);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (failure.kind() == CallFailed.Kind.UNREADABLE) {
            return Problem.of(ProblemCode.VCENTER_ANSWER_UNREADABLE)
                    .with("operation", operation)
                    .because(failure.why())
                    .with("url", sdk.toString())
                    .toException(failure);
        }
        return unreachable(operation, failure.why(), failure);
    }

    EngineException unreachable(String operation, Throwable reason, Throwable cause) {
        return Problem.of(ProblemCode.VCENTER_UNREACHABLE)
                .with("url", sdk.toString())
                .because(reason)
                .with("operation", operation)
                .toException(cause);
    }

    /// The problem where a failure is that of a certificate that was refused.
    Optional<EngineException> certificate(Throwable failure) {
        return CertificateRefusedException.in(failure)
                .map(refused -> certificate(refused, failure));
    }

    private EngineException certificate(CertificateRefusedException refused, Throwable failure) {
        String shown = refused.shown().sha256();
        return refused.expected()
                .map(expected ->
                        Problem.of(ProblemCode.VCENTER_CERTIFICATE_MISMATCH)
                                .with("url", sdk.toString())
                                .with("expected", expected.sha256()))
                .orElseGet(() ->
                        Problem.of(ProblemCode.VCENTER_CERTIFICATE_UNTRUSTED)
                                .with("url", sdk.toString())
                                .because(refused))
                .with("shown", shown)
                .toException(failure);
    }

    /// Whether trying again is pointless: the server's identity, not the way to it, is in question.
    static boolean isFinal(CallFailed failure) {
        if (failure.kind() != CallFailed.Kind.TRANSPORT) {
            return true;
        }
        Throwable next = failure;
        for (int depth = 0; next != null && depth < 16; depth++, next = next.getCause()) {
            // a handshake that was merely cut off is worth another attempt
            if (next instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    EngineException loginRefused(SoapFault fault) {
        return Problem.of(ProblemCode.VCENTER_LOGIN_REFUSED)
                .with("url", sdk.toString())
                .with("user", user)
                .toException(fault);
    }

    /// A fault that the caller has no better name for.
    EngineException of(String operation, String object, SoapFault fault) {
        Optional<NoPermission> permission = fault.as(NoPermission.class);
        // "not logged in" is a "no permission" in vSphere's tree of faults
        if (permission.isPresent() && !fault.is(NotAuthenticated.class)) {
            return Problem.of(ProblemCode.VCENTER_PRIVILEGE_MISSING)
                    .with("privilege", String.valueOf(permission.get().getPrivilegeId()))
                    .with("object", object)
                    .with("operation", operation)
                    .toException(fault);
        }
        if (fault.is(RestrictedVersion.class)) {
            return Problem.of(ProblemCode.LICENSE_RESTRICTED)
                    .with("server", sdk.getHost())
                    .with("operation", operation)
                    .because(said(fault))
                    .with("object", object)
                    .toException(fault);
        }
        if (fault.is(TaskInProgress.class)) {
            return Problem.of(ProblemCode.VM_TASK_IN_PROGRESS)
                    .with("vm", object)
                    .with("operation", operation)
                    .toException(fault);
        }
        return Problem.of(ProblemCode.VCENTER_FAULT)
                .with("operation", operation)
                .with("fault", fault.typeName())
                .because(said(fault))
                .with("object", object)
                .toException(fault);
    }

    /// A fault's words; its type stands beside them.
    private static Cause said(SoapFault fault) {
        return fault.words().isEmpty()
                ? fault.explanation()
                : Cause.of(CauseCode.SERVER_SAYS).with("detail", fault.words());
    }

    /// Whether a fault has the same name here whatever the call was for.
    static boolean isGeneral(SoapFault fault) {
        return fault.is(NoPermission.class)
                || fault.is(RestrictedVersion.class)
                || fault.is(TaskInProgress.class);
    }

    EngineException vmUnknown(String vm, Throwable cause) {
        return Problem.of(ProblemCode.VM_UNKNOWN)
                .with("vm", vm)
                .with("vcenter", sdk.getHost())
                .toException(cause);
    }

    EngineException snapshotUnknown(String snapshot, Throwable cause) {
        return Problem.of(ProblemCode.SNAPSHOT_UNKNOWN)
                .with("snapshot", snapshot)
                .with("vcenter", sdk.getHost())
                .toException(cause);
    }

    EngineException unreadable(String operation, Cause cause) {
        return Problem.of(ProblemCode.VCENTER_ANSWER_UNREADABLE)
                .with("operation", operation)
                .because(cause)
                .with("url", sdk.toString())
                .toException();
    }
}

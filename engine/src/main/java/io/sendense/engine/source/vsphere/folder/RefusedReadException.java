package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.ExplainedException;

/// The server will not give these bytes however often it is asked.
final class RefusedReadException extends ExplainedException {
    private static final long serialVersionUID = 1L;

    RefusedReadException(Cause cause) {
        super(cause);
    }
}

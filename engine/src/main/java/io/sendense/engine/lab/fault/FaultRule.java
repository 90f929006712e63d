package io.sendense.engine.lab.fault;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// When an action is taken. Immutable.
///
/// @param operation the SOAP operation's name, `folder` or `host-folder` for a file request,
///   `tagging` for one to the Automation API, or `*` for all
/// @param object only calls on this object: the managed object's id or name, or of a file its
///   datastore path (`[store] folder/file`) or its last part, or of a request for tags its path;
///   empty for any
/// @param after how many matching calls pass untouched first
/// @param times to how many matching calls the action is then done
/// @param action what is done
public record FaultRule(
        String operation, Optional<String> object, int after, int times, FaultAction action) {
    /// Operation name that stands for a file request.
    public static final String FOLDER = "folder";

    /// The same at a host instead of the vCenter.
    public static final String HOST_FOLDER = "host-folder";

    /// A request to the Automation API.
    public static final String TAGGING = "tagging";

    /// Refuses negative counts.
    public FaultRule {
        Objects.requireNonNull(operation);
        Objects.requireNonNull(object);
        Objects.requireNonNull(action);
        if (after < 0 || times < 1) {
            throw new IllegalArgumentException(
                    "rule after " + after + " calls, " + times + " times");
        }
    }

    /// A rule for the next call of an operation, whatever its object.
    public static FaultRule on(String operation, FaultAction action) {
        return new FaultRule(operation, Optional.empty(), 0, 1, action);
    }

    /// The same rule for one object only.
    public FaultRule object(String name) {
        return new FaultRule(operation, Optional.of(name), after, times, action);
    }

    /// The same rule, but the first calls pass untouched.
    public FaultRule after(int calls) {
        return new FaultRule(operation, object, calls, times, action);
    }

    /// The same rule for several calls.
    public FaultRule times(int calls) {
        return new FaultRule(operation, object, after, calls, action);
    }

    /// The same rule for every call from the first on.
    public FaultRule always() {
        return times(Integer.MAX_VALUE);
    }

    boolean matches(String calledOperation, Set<String> objectNames) {
        return (operation.equals("*") || operation.equals(calledOperation))
                && object.map(objectNames::contains).orElse(true);
    }
}

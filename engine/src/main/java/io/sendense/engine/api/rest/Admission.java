package io.sendense.engine.api.rest;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides of every request, before any route sees it, whether it is let in. Thread-safe. Logs
/// addresses and reasons, never what was shown.
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final BearerToken token;
    private final boolean loopback;
    private final FailureLimit failures;

    /// @param loopback whether the server listens on the loopback interface only
    Admission(Secret token, boolean loopback, FailureLimit failures) {
        this.token = new BearerToken(token);
        this.loopback = loopback;
        this.failures = failures;
    }

    /// @param host the header `Host`
    /// @param authorization the header of this name
    /// @param address where the request comes from
    /// @throws EngineException `REST-HOST-REFUSED`, `REST-UNAUTHORISED`, `REST-TOO-MANY-FAILURES`
    void admit(@Nullable String host, @Nullable String authorization, String address)
            throws EngineException {
        if (loopback && !LoopbackName.isIn(host)) {
            LOG.warn("a request from {} named another host and was refused", address);
            throw Problem.of(ProblemCode.REST_HOST_REFUSED).toException();
        }
        if (token.isIn(authorization)) {
            return;
        }
        Optional<Duration> wait = failures.failed(address);
        if (wait.isPresent()) {
            throw Problem.of(ProblemCode.REST_TOO_MANY_FAILURES)
                    .withCount("failures", FailureLimit.MOST)
                    .withTime("window", FailureLimit.WINDOW)
                    .withTime("after", Duration.ofSeconds(wait.get().toSeconds() + 1))
                    .toException();
        }
        LOG.warn(
                "a request from {} had {} token",
                address,
                authorization == null ? "no" : "a wrong");
        throw Problem.of(ProblemCode.REST_UNAUTHORISED).toException();
    }
}

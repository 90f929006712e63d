package io.sendense.engine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Admission admission =
            new Admission(Secret.of(TryApi.TOKEN), true, new FailureLimit(nanos::get));

    private void fails(ProblemCode code, String host, String authorization, String address) {
        assertThatThrownBy(() -> admission.admit(host, authorization, address))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:8082", "localhost", "LOCALHOST:1", "127.9.9.9:80", "[::1]:8082"})
    void letsTheTokenIn(String host) throws EngineException {
        admission.admit(host, "Bearer " + TryApi.TOKEN, "127.0.0.1");
        admission.admit(host, "bearer " + TryApi.TOKEN, "127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null",
                "''",
                "Bearer",
                "'Bearer '",
                "Basic x",
                "Bearer x",
                "planted-rest-token",
                "Bearer planted-rest-token-012345678901234567890123456",
                "Bearer planted-rest-token-01234567890123456789012345678",
                "Bearer PLANTED-REST-TOKEN-0123456789012345678901234567"
            })
    void keepsAllOthersOut(String authorization) {
        fails(ProblemCode.REST_UNAUTHORISED, "localhost", authorization, "127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null",
                "''",
                "evil.example",
                "evil.example:8082",
                "127.0.0.1.evil.example",
                "10.0.0.1",
                "localhost.evil.example",
                "127.0.0.1@evil.example",
                "localhost:80:80"
            })
    void refusesNamesThatWereBoundAnew(String host) {
        fails(ProblemCode.REST_HOST_REFUSED, host, "Bearer " + TryApi.TOKEN, "127.0.0.1");
    }

    @Test
    void holdsBackWhoFailsTooOftenAndNeverAValidToken() throws EngineException {
        for (int i = 0; i < 10; i++) {
            fails(ProblemCode.REST_UNAUTHORISED, "localhost", "Bearer x", "127.0.0.1");
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        fails(ProblemCode.REST_TOO_MANY_FAILURES, "localhost", "Bearer x", "127.0.0.1");
        admission.admit("localhost", "Bearer " + TryApi.TOKEN, "127.0.0.1");
        fails(ProblemCode.REST_UNAUTHORISED, "localhost", "Bearer x", "127.0.0.2");
        nanos.addAndGet(Duration.ofSeconds(50).toNanos());
        fails(ProblemCode.REST_UNAUTHORISED, "localhost", "Bearer x", "127.0.0.1");
        fails(ProblemCode.REST_TOO_MANY_FAILURES, "localhost", "Bearer x", "127.0.0.1");
    }
}

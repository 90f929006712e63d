package io.sendense.engine.lab.fault;

import io.sendense.engine.lab.soap.SoapFault;
import java.time.Duration;
import java.util.Objects;

/// What a rule does to a call. Immutable.
public sealed interface FaultAction {

    /// Answers with a fault instead of doing what was asked.
    ///
    /// @param fault the fault
    record AnswerFault(SoapFault fault) implements FaultAction {
        /// Refuses null.
        public AnswerFault {
            Objects.requireNonNull(fault);
        }
    }

    /// Lets the call start its task, which then ends in this error without having done anything.
    ///
    /// @param fault the task's error
    record FailTask(SoapFault fault) implements FaultAction {
        /// Refuses null.
        public FailTask {
            Objects.requireNonNull(fault);
        }
    }

    /// Waits before going on.
    ///
    /// @param time for how long
    record Delay(Duration time) implements FaultAction {
        /// Refuses a negative time.
        public Delay {
            if (time.isNegative()) {
                throw new IllegalArgumentException("delay of " + time);
            }
        }
    }

    /// Cuts the connection instead of answering.
    ///
    /// @param moment whether what was asked is done all the same
    record DropConnection(Moment moment) implements FaultAction {
        /// Refuses null.
        public DropConnection {
            Objects.requireNonNull(moment);
        }
    }

    /// Ends the caller's session, as if it had been idle too long, and then goes on: the call
    /// itself meets `NotAuthenticated`.
    record ExpireSession() implements FaultAction {}

    /// Ends a file's transfer too early: the reply promises its whole length and the connection is
    /// cut after some of it.
    ///
    /// @param afterBytes how many bytes of the body still arrive
    record ShortRead(long afterBytes) implements FaultAction {
        /// Refuses a negative amount.
        public ShortRead {
            if (afterBytes < 0) {
                throw new IllegalArgumentException("short read after " + afterBytes + " bytes");
            }
        }
    }

    /// Answers a file request with an HTTP status and no content.
    ///
    /// @param status an HTTP status from 400 on
    record AnswerStatus(int status) implements FaultAction {
        /// Refuses a status that is no error.
        public AnswerStatus {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("HTTP status " + status + " is no error");
            }
        }
    }

    /// When a connection is cut.
    enum Moment {
        /// Before anything is done.
        UNDONE,
        /// After it is done: the caller cannot know.
        DONE
    }
}

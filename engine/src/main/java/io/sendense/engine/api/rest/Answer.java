package io.sendense.engine.api.rest;

import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.io.OutputStream;

/// What a route answers when nothing goes wrong, and how it comes by it.
public sealed interface Answer {
    /// A record as JSON.
    ///
    /// @param status 200, 201 or 202
    record Json<T>(int status, Class<T> type, Making<T> making) implements Answer {}

    /// A text of a type of its own.
    record Text(String mediaType, Making<String> making) implements Answer {}

    /// Server-sent events, whose data are records as JSON.
    record Events(Class<?> type, Telling telling) implements Answer {}

    /// Bytes, as they come.
    record Bytes(Sending sending) implements Answer {}

    /// Makes an answer. May block; is interrupted when the server is closed.
    @FunctionalInterface
    interface Making<T> {
        T make(Call call) throws EngineException, InterruptedException;
    }

    /// The same with the request's record.
    @FunctionalInterface
    interface Taking<R, T> {
        T make(Call call, R request) throws EngineException, InterruptedException;
    }

    /// Begins a stream of events: what goes wrong in `begin` is answered as a problem, and what it
    /// returns tells the events.
    @FunctionalInterface
    interface Telling {
        Teller begin(Call call) throws EngineException, InterruptedException;
    }

    /// Tells events until there are no more. An interrupt, or the `IOException` of a client that
    /// has left, ends it.
    @FunctionalInterface
    interface Teller {
        void tell(EventStream events) throws IOException, InterruptedException, EngineException;
    }

    /// As `Telling`, of bytes.
    @FunctionalInterface
    interface Sending {
        Sender begin(Call call) throws EngineException, InterruptedException;
    }

    /// Writes bytes until there are no more. Flushing is its own affair; the stream is closed by
    /// the server, at a failure without a proper end, so that a client notices.
    @FunctionalInterface
    interface Sender {
        void send(OutputStream out) throws IOException, InterruptedException, EngineException;
    }
}

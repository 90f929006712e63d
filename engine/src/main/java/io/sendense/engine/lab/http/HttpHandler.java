package io.sendense.engine.lab.http;

import java.io.IOException;

/// Answers requests. Called by many threads at once.
@FunctionalInterface
public interface HttpHandler {

    /// Answers one request; an exchange left unanswered cuts the connection.
    ///
    /// @throws IOException the connection is of no more use
    /// @throws InterruptedException the server is closing
    void handle(Exchange exchange) throws IOException, InterruptedException;
}

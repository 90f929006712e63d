package io.sendense.engine.lab;

import io.sendense.engine.lab.folder.FolderEndpoint;
import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.http.HttpHandler;
import io.sendense.engine.lab.operation.SoapEndpoint;
import java.io.IOException;
import java.util.Map;

/// Who answers a request, by its path. Thread-safe.
///
/// @param soap answers calls
/// @param folder gives files
/// @param tags answers what is about tags
record Routes(SoapEndpoint soap, FolderEndpoint folder, LabTags tags) implements HttpHandler {
    @Override
    public void handle(Exchange exchange) throws IOException, InterruptedException {
        String path = exchange.rawPath();
        if (path.equals("/sdk") || path.startsWith("/sdk/")) {
            soap.handle(exchange);
        } else if (path.startsWith("/folder")) {
            folder.handle(exchange);
        } else if (tags.endpoint(path).isPresent()) {
            tags.endpoint(path).get().handle(exchange);
        } else {
            exchange.respond(404, Map.of(), new byte[0]);
        }
    }
}

package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.http.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Answers `vimServiceVersions.xml`, from which a client picks the API version it asks for.
final class ServiceVersions {
    private static final List<String> PRIOR =
            List.of(
                    "8.0.2.0", "8.0.1.0", "8.0.0.1", "7.0.3.2", "7.0.3.0", "7.0.2.0", "7.0.1.1",
                    "7.0.1.0", "7.0.0.2", "7.0", "6.9.1", "6.8.7", "6.7.3", "6.7.2", "6.7.1", "6.7",
                    "6.5", "6.0", "5.5", "5.1", "5.0", "4.1", "4.0");

    private ServiceVersions() {}

    static void answer(Exchange exchange) throws IOException {
        if (!exchange.rawPath().equals("/sdk/vimServiceVersions.xml")) {
            exchange.respond(404, Map.of(), new byte[0]);
            return;
        }
        exchange.respond(200, Map.of("Content-Type", "text/xml"), document());
    }

    private static byte[] document() {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n");
        text.append("<namespaces version=\"1.0\">\n <namespace>\n  <name>urn:vim25</name>\n");
        text.append("  <version>8.0.3.0</version>\n  <priorVersions>\n");
        for (String version : PRIOR) {
            text.append("   <version>").append(version).append("</version>\n");
        }
        text.append("  </priorVersions>\n </namespace>\n</namespaces>\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}

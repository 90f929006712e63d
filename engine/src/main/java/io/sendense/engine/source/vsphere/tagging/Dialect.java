package io.sendense.engine.source.vsphere.tagging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// The forms in which vCenters serve the same API.
enum Dialect {
    /// Since vSphere 7.0 U2.
    API("/api/session", "/api/cis/tagging/", "", "action"),
    /// Since vSphere 6.5, deprecated: ids bear a prefix, and answers are wrapped.
    REST("/rest/com/vmware/cis/session", "/rest/com/vmware/cis/tagging/", "id:", "~action");

    private final String session;
    private final String tagging;
    private final String idPrefix;
    private final String action;

    Dialect(String session, String tagging, String idPrefix, String action) {
        this.session = session;
        this.tagging = tagging;
        this.idPrefix = idPrefix;
        this.action = action;
    }

    /// Where a session is opened and closed.
    String session() {
        return session;
    }

    /// All of one kind.
    ///
    /// @param kind `tag` or `category`
    String list(String kind) {
        return tagging + kind;
    }

    /// One of a kind.
    String one(String kind, String id) {
        // a colon may stand in a path, and every id of a tag has some
        String encoded =
                URLEncoder.encode(id, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%3A", ":");
        return tagging + kind + "/" + idPrefix + encoded;
    }

    /// Something done with a kind.
    String action(String kind, String name) {
        return tagging + kind + "?" + action + "=" + name;
    }

    /// The answer itself. The older form leaves it out where a list is empty.
    JsonNode content(JsonNode answer) {
        return this == REST ? answer.path("value") : answer;
    }
}

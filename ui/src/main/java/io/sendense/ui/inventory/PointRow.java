package io.sendense.ui.inventory;

import io.sendense.engine.PointView;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.util.Locale;

/// A restore point in the list of a VM's. Immutable.
///
/// @param created date and time in words
/// @param kind full or incremental
/// @param layerBytes what its layers occupy
/// @param consistency how the guest was brought to rest for it
record PointRow(String id, String created, String kind, long layerBytes, String consistency) {
    static PointRow of(PointView point, Texts texts) {
        Messages messages = texts.messages();
        return new PointRow(
                point.id(),
                texts.formats().moment(point.created()),
                point.incremental()
                        ? messages.text("details.point.incremental")
                        : messages.text("details.point.full"),
                point.layerBytes(),
                switch (point.consistency().toUpperCase(Locale.ROOT)) {
                    case "APPLICATION" -> messages.text("details.point.application");
                    case "FILE_SYSTEM" -> messages.text("details.point.filesystem");
                    case "CRASH" -> messages.text("details.point.crash");
                    default -> point.consistency();
                });
    }
}

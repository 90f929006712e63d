package io.sendense.ui.points;

import io.sendense.engine.serve.AttachCommand;
import io.sendense.engine.serve.ServedDisk;
import io.sendense.engine.serve.ServedPoint;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A restore point that is being served. Immutable.
///
/// @param id by which it is stopped
/// @param words where and since when, and who can read it
/// @param entries addresses and commands
/// @param problem the first read that failed
record ServedLine(
        long id,
        String point,
        String words,
        List<ServedEntry> entries,
        Optional<ProblemView> problem) {
    ServedLine {
        entries = List.copyOf(entries);
    }

    static ServedLine of(ServedPoint served, Texts texts) {
        Messages messages = texts.messages();
        String since = texts.formats().moment(served.since());
        List<ServedEntry> entries = new ArrayList<>();
        for (ServedDisk disk : served.disks()) {
            entries.add(
                    new ServedEntry(
                            messages.text("points.serve.address", disk.label()), disk.uri()));
            for (AttachCommand command : AttachCommand.of(disk)) {
                entries.add(
                        new ServedEntry(
                                messages.text("points.serve.with", disk.label(), command.tool()),
                                command.line()));
            }
        }
        for (AttachCommand command : AttachCommand.of(served)) {
            entries.add(
                    Math.min(1, entries.size()),
                    new ServedEntry(
                            messages.text("points.serve.files", command.tool()), command.line()));
        }
        return new ServedLine(
                served.id(),
                served.point(),
                served.network()
                        ? messages.text("points.serve.network", served.place(), since)
                        : messages.text("points.serve.local", served.place(), since),
                entries,
                served.disks().stream()
                        .flatMap(disk -> disk.problem().stream())
                        .findFirst()
                        .map(texts::view));
    }
}

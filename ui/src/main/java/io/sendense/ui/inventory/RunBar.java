package io.sendense.ui.inventory;

import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;

/// A run as a bar of a VM's history. Immutable.
///
/// @param run its number
/// @param bytes what it has read and accounted for
/// @param tone what became of it
/// @param words all of that in words
record RunBar(long run, long bytes, Tone tone, String words) {
    static RunBar of(RunView run, Texts texts) {
        return new RunBar(
                run.id().value(),
                run.doneBytes(),
                texts.badge(run.state()).tone(),
                texts.messages()
                        .text(
                                "details.history.bar",
                                texts.formats().moment(run.started()),
                                texts.badge(run.state()).text(),
                                texts.formats().bytes(run.doneBytes())));
    }
}

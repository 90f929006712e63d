package io.sendense.engine.api.hub;

import io.sendense.engine.api.rest.Means;
import io.sendense.engine.problem.ProblemJson;
import io.sendense.engine.run.EventText;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the events of a run tell: of kind `run` its state, of kind `event` something that happened.
/// Immutable.
public record BackupNews(
        @Means("Present in events of kind run") Optional<Backup> run,
        @Means("Present in events of kind event") Optional<Happening> event) {
    static BackupNews of(RunView run) {
        return new BackupNews(Optional.of(Backup.of(run)), Optional.empty());
    }

    static BackupNews of(RunEvent event) {
        return new BackupNews(Optional.empty(), Optional.of(Happening.of(event)));
    }

    /// Something that happened in a run.
    public record Happening(
            long number,
            Instant time,
            @Means("Stable, for programs") String code,
            @Means("One sentence, in English") String text,
            @Means("Values of the sentence by name") JsonNode arguments) {
        static Happening of(RunEvent event) {
            return new Happening(
                    event.number(),
                    event.time(),
                    event.code().name(),
                    EventText.english().render(event),
                    ProblemJson.writeArguments(event.arguments()));
        }
    }
}

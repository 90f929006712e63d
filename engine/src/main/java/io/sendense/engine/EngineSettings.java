package io.sendense.engine;

import io.sendense.engine.home.EngineHome;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.security.SecretStore;
import io.sendense.engine.transfer.MoverOptions;
import java.time.Duration;
import java.time.InstantSource;

/// What an engine is made from. Immutable.
///
/// @param home a folder this process owns
/// @param removalPause wait between two attempts to remove a snapshot
public record EngineSettings(
        EngineHome home,
        ProgramVersion program,
        InstantSource clock,
        SecretStore secrets,
        SourceConnector connector,
        MoverOptions mover,
        Duration removalPause) {
    /// The ordinary settings.
    public static EngineSettings of(
            EngineHome home,
            ProgramVersion program,
            InstantSource clock,
            SecretStore secrets,
            SourceConnector connector) {
        return new EngineSettings(
                home,
                program,
                clock,
                secrets,
                connector,
                MoverOptions.DEFAULT,
                Duration.ofSeconds(2));
    }
}

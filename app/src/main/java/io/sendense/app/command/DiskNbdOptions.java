package io.sendense.app.command;

import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdReconnect;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How a copy uses NBD exports.
final class DiskNbdOptions {
    @Option(
            names = "--reconnect",
            paramLabel = "SECONDS",
            converter = Numbers.Limit.class,
            description =
                    "A server that is lost may take so long to come back; what it had not flushed is written again.")
    private int seconds;

    NbdClientOptions client() {
        NbdClientOptions standard = NbdClientOptions.standard();
        return seconds == 0
                ? standard
                : standard.withReconnect(NbdReconnect.within(Duration.ofSeconds(seconds)));
    }
}

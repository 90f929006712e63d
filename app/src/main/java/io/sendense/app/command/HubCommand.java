package io.sendense.app.command;

import picocli.CommandLine.Command;

/// `sendense hub`: the engine over REST.
@Command(
        name = "hub",
        description = "Serves the engine over REST, for scripts and without a screen.")
final class HubCommand {}

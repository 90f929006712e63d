package io.sendense.app;

import io.sendense.engine.run.ProgramVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What the build wrote into the program: its version and commit.
final class Build {
    private Build() {}

    static ProgramVersion version() {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing from the program");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProgramVersion(
                properties.getProperty("version", "unknown"),
                properties.getProperty("commit", "unknown"));
    }
}

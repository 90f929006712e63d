package io.sendense.app;

import io.sendense.engine.run.ProgramVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What the build wrote into the program: its version and commit.
final class Build {
    private static final String UNKNOWN = "unknown";

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
        return version(properties);
    }

    static ProgramVersion version(Properties properties) {
        return new ProgramVersion(known(properties, "version"), known(properties, "commit"));
    }

    /// What a build did not fill in is not known: no guess, and not the place it should have
    /// filled.
    private static String known(Properties properties, String name) {
        String value = properties.getProperty(name, "").strip();
        return value.isEmpty() || value.startsWith("${") ? UNKNOWN : value;
    }
}

package io.sendense.ui.frame;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps [ConsoleSettings] in a file of properties. Never fails: settings are not worth a dialog,
/// so what cannot be read is as by default, and what cannot be written is logged. Does file I/O:
/// not for the FX thread.
public final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

    private final Path file;

    public SettingsFile(Path file) {
        this.file = file;
    }

    public ConsoleSettings read() {
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            stored.load(in);
            ConsoleSettings otherwise = ConsoleSettings.DEFAULT;
            return new ConsoleSettings(
                    ThemeChoice.valueOf(stored.getProperty("theme", otherwise.theme().name())),
                    LanguageChoice.valueOf(
                            stored.getProperty("language", otherwise.language().name())),
                    number(stored, "width", otherwise.width()),
                    number(stored, "height", otherwise.height()),
                    Boolean.parseBoolean(stored.getProperty("maximized")));
        } catch (NoSuchFileException _) {
            return ConsoleSettings.DEFAULT;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read and is left aside: {}", file, e.toString());
            return ConsoleSettings.DEFAULT;
        }
    }

    private static double number(Properties stored, String key, double otherwise) {
        String text = stored.getProperty(key);
        return text == null ? otherwise : Double.parseDouble(text);
    }

    /// Replaces the file in one step: a crash leaves the old one or the new one.
    public void write(ConsoleSettings settings) {
        Properties stored = new Properties();
        stored.setProperty("theme", settings.theme().name());
        stored.setProperty("language", settings.language().name());
        stored.setProperty("width", Double.toString(settings.width()));
        stored.setProperty("height", Double.toString(settings.height()));
        stored.setProperty("maximized", Boolean.toString(settings.maximized()));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer out = Files.newBufferedWriter(fresh)) {
                stored.store(out, null);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }
}

package io.sendense.ui.frame;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps [ConsoleSettings] in a file of properties. Never fails: settings are not worth a dialog,
/// so what cannot be read is as by default, and what cannot be written is logged. Does file I/O:
/// not for the FX thread. Thread-safe.
public final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

    private static final String LAYOUT = "layout.";

    private final Path file;

    public SettingsFile(Path file) {
        this.file = file;
    }

    public ConsoleSettings read() {
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            stored.load(in);
            return settings(stored);
        } catch (NoSuchFileException _) {
            return ConsoleSettings.DEFAULT;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read and is left aside: {}", file, e.toString());
            return ConsoleSettings.DEFAULT;
        }
    }

    private static ConsoleSettings settings(Properties stored) {
        ConsoleSettings otherwise = ConsoleSettings.DEFAULT;
        WindowPlace window = otherwise.window();
        return new ConsoleSettings(
                choice(stored, "theme", otherwise.theme()),
                choice(stored, "language", otherwise.language()),
                Boolean.parseBoolean(stored.getProperty("notifications", "true")),
                choice(stored, "closing", otherwise.whenClosed()),
                choice(stored, "closing.scheduled", otherwise.whenScheduled()),
                new WindowPlace(
                        number(stored, "x", window.x()),
                        number(stored, "y", window.y()),
                        number(stored, "width", window.width()),
                        number(stored, "height", window.height()),
                        Boolean.parseBoolean(stored.getProperty("maximized"))),
                layouts(stored));
    }

    private static <E extends Enum<E>> E choice(Properties stored, String key, E otherwise) {
        return Enum.valueOf(
                otherwise.getDeclaringClass(), stored.getProperty(key, otherwise.name()));
    }

    private static double number(Properties stored, String key, double otherwise) {
        String text = stored.getProperty(key);
        return text == null ? otherwise : Double.parseDouble(text);
    }

    private static Map<String, String> layouts(Properties stored) {
        return stored.stringPropertyNames().stream()
                .filter(key -> key.startsWith(LAYOUT))
                .collect(
                        Collectors.toMap(
                                key -> key.substring(LAYOUT.length()), stored::getProperty));
    }

    /// Replaces the file in one step: a crash leaves the old one or the new one.
    public synchronized void write(ConsoleSettings settings) {
        Properties stored = new Properties();
        stored.setProperty("theme", settings.theme().name());
        stored.setProperty("language", settings.language().name());
        stored.setProperty("notifications", Boolean.toString(settings.notifications()));
        stored.setProperty("closing", settings.whenClosed().name());
        stored.setProperty("closing.scheduled", settings.whenScheduled().name());
        WindowPlace window = settings.window();
        if (window.isPlaced()) {
            stored.setProperty("x", Double.toString(window.x()));
            stored.setProperty("y", Double.toString(window.y()));
        }
        stored.setProperty("width", Double.toString(window.width()));
        stored.setProperty("height", Double.toString(window.height()));
        stored.setProperty("maximized", Boolean.toString(window.maximized()));
        settings.layouts().forEach((key, layout) -> stored.setProperty(LAYOUT + key, layout));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer out = Files.newBufferedWriter(fresh)) {
                stored.store(out, null);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }
}

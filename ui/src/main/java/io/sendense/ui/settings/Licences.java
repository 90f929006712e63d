package io.sendense.ui.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the program is made of, as the file `licences.txt` beside this class lists it: a part and
/// its licence on each line, with a bar between.
final class Licences {
    private Licences() {}

    static List<Licence> all() {
        try (InputStream in = Licences.class.getResourceAsStream("licences.txt")) {
            if (in == null) {
                throw new IllegalStateException("licences.txt is missing from the program");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(line -> line.split(" \\| ", 2))
                    .map(words -> new Licence(words[0], words[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

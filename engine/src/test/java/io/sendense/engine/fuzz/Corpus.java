package io.sendense.engine.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The inputs that are kept, in `src/test/resources/fuzz/TARGET`: sound ones whose names begin with
/// `sound-`, what once was a finding (`found-`), and what a fuzzer found worth its while.
/// Stateless.
final class Corpus {
    static final Path ROOT = Path.of("src", "test", "resources", "fuzz");

    private Corpus() {}

    static Path folder(FuzzTarget target) {
        return ROOT.resolve(target.text());
    }

    /// The files of a target, by name.
    static List<Path> of(FuzzTarget target) throws IOException {
        try (Stream<Path> files = Files.list(folder(target))) {
            return files.sorted().toList();
        }
    }
}

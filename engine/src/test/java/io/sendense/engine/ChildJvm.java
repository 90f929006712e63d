package io.sendense.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Java process of its own with the class path of the tests, to be killed at any moment. Its
/// error output goes where this process's goes.
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /// Runs the `main` of a class.
    public static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /// Runs the `main` of a class.
    ///
    /// @param before what stands before `java`: a shell that sets limits, for instance
    public static ChildJvm start(List<String> before, Class<?> main, Object... arguments)
            throws IOException {
        return start(before, 256, main, arguments);
    }

    /// Runs the `main` of a class with a heap of so many MiB.
    public static ChildJvm startWithHeap(int heapMiB, Class<?> main, Object... arguments)
            throws IOException {
        return start(List.of(), heapMiB, main, arguments);
    }

    private static ChildJvm start(
            List<String> before, int heapMiB, Class<?> main, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx" + heapMiB + "m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ChildJvm(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// The next line it prints, or null when it has ended.
    public String line() {
        try {
            return output.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything it still prints; lines that were cut short by its death are left out.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        try {
            for (int c = output.read(); c >= 0; c = output.read()) {
                if (c == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                } else {
                    line.append((char) c);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    public long pid() {
        return process.pid();
    }

    /// kill -9, and waits until it is gone.
    public void kill() throws InterruptedException {
        // The process itself would close our end of its output too.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /// Waits for its own end.
    public int exit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process " + process.pid() + " does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

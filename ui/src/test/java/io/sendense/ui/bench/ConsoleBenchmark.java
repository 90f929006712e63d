package io.sendense.ui.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the console costs with 5,000 VMs in its tree and twenty runs of six disks, page by page. To
/// be run by hand:
///
/// `ui/benchmarks/console`
class ConsoleBenchmark {
    /// Drawn by the processor, as where there is no graphics card.
    private static final String IN_SOFTWARE = "-Dprism.order=sw";

    @Test
    void measure() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The launcher's.
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx320m",
                        "-XX:MaxDirectMemorySize=192m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xlog:disable",
                        IN_SOFTWARE));
        command.addAll(System.getenv("DISPLAY") == null ? withoutDisplay() : onDisplay());
        command.add(MeasuredConsole.class.getName());
        command.addAll(List.of(System.getProperty("sendense.bench", "30").split(" ")));
        Process console =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = console.inputReader()) {
            said.lines().forEach(System.out::println);
            assertThat(console.waitFor()).as("its end").isZero();
        } finally {
            console.destroyForcibly();
        }
    }

    private static Stream<String> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private static boolean isToolkit(String jar) {
        return Path.of(jar).getFileName().toString().startsWith("javafx-");
    }

    private static String joined(Stream<String> jars) {
        return jars.collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> onDisplay() {
        return List.of(
                "--module-path",
                joined(jars().filter(ConsoleBenchmark::isToolkit)),
                "--add-modules",
                "javafx.controls,javafx.fxml",
                "--enable-native-access=javafx.graphics",
                "--add-exports=javafx.graphics/com.sun.glass.ui=ALL-UNNAMED",
                "-cp",
                joined(jars().filter(jar -> !isToolkit(jar))));
    }

    private static List<String> withoutDisplay() {
        return List.of(
                "-Dglass.platform=Monocle",
                "-Dmonocle.platform=Headless",
                "-Dprism.text=t2k",
                "-Dheadless.geometry=1600x1000-32",
                "-cp",
                joined(jars()));
    }
}

package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.DiskCompare;
import io.sendense.engine.disk.image.DiskDescription;
import io.sendense.engine.disk.image.DiskMap;
import io.sendense.engine.disk.image.MapEntry;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sendense disk`: block tools on NBD URIs and disk files of every format we know.
@Command(
        name = "disk",
        description = "Looks at, checks, compares, copies and serves disk images and NBD exports.")
final class DiskCommand {

    /// `disk info`.
    @Command(name = "info", description = "Shows what an image is.")
    static final class Describe extends ImageCommand {
        @Parameters(paramLabel = "IMAGE")
        private String image = "";

        @Option(
                names = "--backing-chain",
                description = "Shows everything it is backed by, too, one file a line.")
        private boolean wholeChain;

        @Mixin private BackingOptions backing = new BackingOptions();

        @Override
        List<String> images() {
            return List.of(image);
        }

        @Override
        int run(Output output) throws IOException, EngineException {
            try (BlockDevice device = Images.open(image, null, backing)) {
                List<DiskDescription> all = DiskDescription.chain(device);
                List<DiskDescription> chain = wholeChain ? all : all.subList(0, 1);
                Table table = new Table("FILE", "FORMAT", ">DISK", ">FILE BYTES", ">STORED");
                chain.forEach(file ->
                        table.row(
                                file.file(),
                                file.format().text(),
                                Amount.bytes(file.sizeBytes()),
                                Amount.bytes(file.fileBytes()),
                                Amount.bytes(file.storedBytes())));
                output.result(
                        Map.of("image", image, "sizeBytes", device.size(), "chain", chain), table);
                return EngineCommand.DONE;
            }
        }
    }

    /// `disk map`.
    @Command(name = "map", description = "Shows which file of the chain holds which range.")
    static final class MapIt extends ImageCommand {
        @Parameters(paramLabel = "IMAGE")
        private String image = "";

        @Mixin private BackingOptions backing = new BackingOptions();

        @Override
        List<String> images() {
            return List.of(image);
        }

        @Override
        int run(Output output) throws IOException, EngineException {
            try (BlockDevice device = Images.open(image, null, backing)) {
                List<MapEntry> entries = DiskMap.of(device);
                Table table = new Table(">START", ">LENGTH", ">DEPTH", "KIND", ">OFFSET");
                for (MapEntry entry : entries) {
                    String kind = entry.zero() ? "zero" : entry.data() ? "data" : "hole";
                    table.row(
                            entry.start(),
                            entry.length(),
                            entry.depth(),
                            kind,
                            entry.offset().isPresent() ? entry.offset().getAsLong() : "-");
                }
                output.result(Map.of("image", image, "map", entries), table);
                return EngineCommand.DONE;
            }
        }
    }

    /// `disk compare`.
    @Command(name = "compare", description = "Compares contents. Exit code 1 where they differ.")
    static final class Compare extends ImageCommand {
        @Parameters(paramLabel = "FIRST", index = "0")
        private String first = "";

        @Parameters(paramLabel = "SECOND", index = "1")
        private String second = "";

        @Mixin private BackingOptions backing = new BackingOptions();

        @Override
        List<String> images() {
            return List.of(first, second);
        }

        @Override
        int run(Output output) throws IOException, EngineException, InterruptedException {
            try (BlockDevice a = Images.open(first, null, backing);
                    BlockDevice b = Images.open(second, null, backing)) {
                OptionalLong at =
                        WatchedWork.run(
                                output,
                                "compare",
                                () -> "No difference was found so far.",
                                progress -> DiskCompare.firstDifference(a, b, progress::reached));
                output.result(
                        at.isEmpty()
                                ? Map.of("equal", true)
                                : Map.of("equal", false, "firstDifference", at.getAsLong()),
                        at.isEmpty()
                                ? "The contents are equal."
                                : "The contents differ, first at byte " + at.getAsLong() + ".");
                return at.isEmpty() ? EngineCommand.DONE : EngineCommand.FAILED;
            }
        }
    }
}

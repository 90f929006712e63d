package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.wire.nbd.NbdServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `disk serve`.
@Command(
        name = "serve",
        description = "Serves an image over NBD until it is ended. Prints its URI when ready.")
final class DiskServeCommand extends ImageCommand {
    @Parameters(paramLabel = "FILE")
    private String image = "";

    @Option(
            names = "--format",
            description = "raw, qcow2, vmdk or vhdx. Default: what the file says it is.")
    private @Nullable DiskFormat format;

    @Option(names = "--writable", description = "Lets clients write into the file.")
    private boolean writable;

    @Option(names = "--export", paramLabel = "NAME", description = "Default: disk.")
    private String export = "disk";

    @Mixin private BackingOptions backing = new BackingOptions();

    @Mixin private ListenOptions listen = new ListenOptions();

    @Override
    List<String> images() {
        return List.of(image);
    }

    @Override
    int run(Output output) throws IOException, EngineException, InterruptedException {
        try (BlockDevice device =
                        writable
                                ? Images.openWritable(image, format, backing)
                                : Images.open(image, format, backing);
                NbdServer server = listen.listen()) {
            publish(server, device);
            String uri = server.uri(export).toString();
            output.result(Map.of("uri", uri), uri);
            CountDownLatch ended = new CountDownLatch(1);
            Thread atExit =
                    Thread.ofPlatform()
                            .name("serve end")
                            .unstarted(() -> ListenOptions.end(server, device, ended));
            Runtime.getRuntime().addShutdownHook(atExit);
            ended.await();
            return EngineCommand.DONE;
        }
    }

    private void publish(NbdServer server, BlockDevice device) throws EngineException {
        try {
            server.export(export, device);
        } catch (IllegalArgumentException e) {
            throw Images.invalid(String.valueOf(e.getMessage()), e);
        }
    }
}

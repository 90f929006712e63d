package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.wire.nbd.NbdServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        description =
                "Serves images over NBD until it is ended. Prints their URIs when they are ready, one a line.")
final class DiskServeCommand extends ImageCommand {
    @Parameters(paramLabel = "FILE")
    private String image = "";

    @Option(
            names = "--format",
            description = "raw, qcow2, vmdk or vhdx. Default: what the file says it is.")
    private @Nullable DiskFormat format;

    @Option(names = "--writable", description = "Lets clients write into the files.")
    private boolean writable;

    @Option(names = "--export", paramLabel = "NAME", description = "Default: disk.")
    private String export = "disk";

    @Option(
            names = "--also",
            paramLabel = "NAME=FILE",
            description = "One more image of the same server, under this name. Repeatable.")
    private Map<String, String> more = new LinkedHashMap<>();

    @Mixin private BackingOptions backing = new BackingOptions();

    @Mixin private ListenOptions listen = new ListenOptions();

    @Mixin private DiskTlsOptions tls = new DiskTlsOptions();

    @Override
    List<String> images() {
        List<String> images = new ArrayList<>(List.of(image));
        images.addAll(more.values());
        return images;
    }

    @Override
    boolean interruptible() {
        return false;
    }

    @Override
    int run(Output output) throws EngineException, InterruptedException {
        NbdServer server = listen.bind(tls.tls());
        List<BlockDevice> devices = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread atExit =
                Thread.ofPlatform()
                        .name("serve end")
                        .unstarted(() -> ListenOptions.end(server, devices, ended));
        boolean ready = false;
        try {
            List<String> uris = new ArrayList<>();
            uris.add(publish(server, export, image, devices));
            for (Map.Entry<String, String> each : more.entrySet()) {
                uris.add(publish(server, each.getKey(), each.getValue(), devices));
            }
            Runtime.getRuntime().addShutdownHook(atExit);
            server.start();
            output.result(
                    Map.of("uri", uris.getFirst(), "uris", uris),
                    String.join(System.lineSeparator(), uris));
            ready = true;
        } finally {
            if (!ready) {
                ListenOptions.end(server, devices, ended);
            }
        }
        ended.await();
        return EngineCommand.DONE;
    }

    /// Opens an image and serves it under a name.
    ///
    /// @return its URI
    private String publish(NbdServer server, String name, String file, List<BlockDevice> devices)
            throws EngineException {
        BlockDevice device =
                writable
                        ? Images.openWritable(file, format, backing)
                        : Images.open(file, format, backing);
        devices.add(device);
        try {
            server.export(name, device);
        } catch (IllegalArgumentException e) {
            throw Images.invalid(String.valueOf(e.getMessage()), e);
        }
        return server.uri(name).toString();
    }
}

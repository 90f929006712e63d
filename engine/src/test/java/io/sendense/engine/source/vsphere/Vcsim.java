package io.sendense.engine.source.vsphere;

import io.sendense.engine.Peers;
import io.sendense.engine.security.CertificateProbe;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.DatastorePath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/// govmomi's vCenter simulator, built from Debian's source package and run as a child process.
public final class Vcsim implements AutoCloseable {
    public static final String USER = "backup";
    public static final String PASSWORD = "secret";

    private static final Path GOPATH = Path.of("/usr/share/gocode");
    private static final Path GOVMOMI = GOPATH.resolve("src/github.com/vmware/govmomi/simulator");
    private static final Path MAIN = Path.of("src/test/go/vcsim/main.go");
    private static final Path BINARY = Path.of("target/peers/vcsim").toAbsolutePath();

    private final Process process;
    private final URI sdk;
    private final Map<String, Path> datastores;

    private Vcsim(Process process, URI sdk, Map<String, Path> datastores) {
        this.process = process;
        this.sdk = sdk;
        this.datastores = datastores;
    }

    public static Vcsim start(String... arguments) throws IOException, InterruptedException {
        build();
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(BINARY.resolveSibling("vcsim.log").toFile())
                        .start();
        String ready =
                new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        if (ready == null) {
            throw new IOException(
                    "vcsim ended: " + Files.readString(BINARY.resolveSibling("vcsim.log")));
        }
        var said = JsonMapper.shared().readTree(ready);
        Map<String, Path> datastores = new HashMap<>();
        said.get("datastores")
                .properties()
                .forEach(store ->
                        datastores.put(store.getKey(), Path.of(store.getValue().asString())));
        return new Vcsim(process, URI.create(said.get("url").asString()), datastores);
    }

    /// Builds once per build folder, and again when the source changed.
    private static synchronized void build() throws IOException, InterruptedException {
        Path go = Peers.require("go");
        if (!Files.isDirectory(GOVMOMI)) {
            Peers.missing("the source of govmomi is not installed");
        }
        boolean current =
                Files.isExecutable(BINARY)
                        && Files.getLastModifiedTime(BINARY)
                                        .compareTo(Files.getLastModifiedTime(MAIN))
                                >= 0;
        if (current) {
            return;
        }
        Files.createDirectories(BINARY.getParent());
        Path fresh = BINARY.resolveSibling("vcsim.new");
        ProcessBuilder builder =
                new ProcessBuilder(go.toString(), "build", "-o", fresh.toString(), MAIN.toString());
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("GOPATH", GOPATH.toString());
        builder.environment().put("GOFLAGS", "");
        Path log = BINARY.resolveSibling("vcsim-build.log");
        Process build = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!build.waitFor(5, TimeUnit.MINUTES) || build.exitValue() != 0) {
            build.destroyForcibly();
            throw new IOException("vcsim was not built: " + Files.readString(log));
        }
        Files.move(fresh, BINARY, StandardCopyOption.REPLACE_EXISTING);
    }

    public URI sdk() {
        return sdk;
    }

    VsphereEndpoint endpoint(String password) throws IOException {
        var shown = CertificateProbe.fetch(sdk, Duration.ofSeconds(10));
        return VsphereEndpoint.of(
                sdk, USER, Secret.of(password), new ServerTrust.Pin(shown.fingerprint()));
    }

    VsphereSource connect() throws Exception {
        return VsphereSource.connect(endpoint(PASSWORD));
    }

    /// Puts a data file beside a disk's (empty) descriptor, sparse but for the given bytes.
    public void writeFlatFile(DatastorePath descriptor, long size, Map<Long, byte[]> content)
            throws IOException {
        Path file = flatFile(descriptor);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (var entry : content.entrySet()) {
                channel.write(java.nio.ByteBuffer.wrap(entry.getValue()), entry.getKey());
            }
            if (channel.size() < size) {
                channel.write(java.nio.ByteBuffer.wrap(new byte[1]), size - 1);
            }
        }
    }

    /// The data file beside a disk's descriptor.
    public Path flatFile(DatastorePath descriptor) {
        var flat = descriptor.withSuffix(".vmdk", "-flat.vmdk");
        return datastores.get(flat.datastore()).resolve(flat.path());
    }

    Path datastore(String name) {
        return datastores.get(name);
    }

    @Override
    public void close() throws IOException {
        // it ends, and cleans up, with its standard input
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

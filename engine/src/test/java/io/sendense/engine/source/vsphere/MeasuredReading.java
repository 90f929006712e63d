package io.sendense.engine.source.vsphere;

import io.sendense.engine.security.CertificateProbe;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.Inventory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// A process that reads an inventory as a console does that has just begun, listens to its changes,
/// and prints one line: VMs, seconds, heap, most memory resident (Linux).
final class MeasuredReading {
    private MeasuredReading() {}

    /// @param arguments the SDK's address, user and password of a server made for this measurement
    public static void main(String[] arguments) throws Exception {
        URI sdk = URI.create(arguments[0]);
        var shown = CertificateProbe.fetch(sdk, Duration.ofSeconds(10));
        VsphereEndpoint endpoint =
                VsphereEndpoint.of(
                        sdk,
                        arguments[1],
                        Secret.of(arguments[2]),
                        new ServerTrust.Pin(shown.fingerprint()));
        try (VsphereSource source = VsphereSource.connect(endpoint)) {
            long empty = usedBytes();
            long begin = System.nanoTime();
            Inventory inventory = source.inventory();
            double tree = secondsSince(begin);
            long held = usedBytes() - empty;
            AtomicReference<Inventory> told = new AtomicReference<>(inventory);
            CountDownLatch first = new CountDownLatch(1);
            long second = System.nanoTime();
            Thread listener =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    source.follow(now -> {
                                        told.set(now);
                                        first.countDown();
                                    });
                                } catch (InterruptedException _) {
                                    // Ended by the measurement.
                                } catch (Exception e) {
                                    System.err.println("listening ended: " + e.getMessage());
                                }
                            });
            first.await();
            double listening = secondsSince(second);
            long heldByBoth = usedBytes() - empty;
            System.out.printf(
                    Locale.ROOT,
                    "%,d | %.2f s | %.1f MB | %.2f s | %.1f MB | %.0f MB%n",
                    inventory.vms().size(),
                    tree,
                    held / 1e6,
                    listening,
                    heldByBoth / 1e6,
                    peakResidentBytes() / 1e6);
            if (told.get().vms().size() != inventory.vms().size()) {
                throw new IllegalStateException(told.get().vms().size() + " VMs were told");
            }
            listener.interrupt();
            listener.join();
        }
    }

    private static long peakResidentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static long usedBytes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.ChildJvm;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.security.CertificateProbe;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.VmSummary;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/// The first tree of 5,000 VMs, what is held for it, and how soon a change shows: the first two by
/// a process of its own, the server in another (vcsim) or in this one (the lab). To be run by hand:
///
/// `engine/benchmarks/inventory`
class InventoryBenchmark {
    private static final int MACHINES = 5000;

    /// vcsim has two resource pools of its own with VMs in them.
    private static final int VCSIM_POOLS = 2;

    private static final int ROUNDS = 5;

    @Test
    void measure() throws Exception {
        try (LabVCenter lab =
                        LabVCenter.start(
                                LabOptions.standard(InstantSource.system())
                                        .withGuestSteps(0)
                                        .withExtraMachines(MACHINES));
                ChangingVms vms = ChangingVms.of(lab.machines())) {
            trees("lab", lab.url(), lab.user(), lab.password());
            changes("lab", lab.url(), lab.user(), lab.password(), vms);
        }
        try (Vcsim vcsim = Vcsim.start("-vm", Integer.toString(MACHINES / VCSIM_POOLS));
                ChangingVms vms = ChangingVms.of(vcsim.sdk())) {
            trees("vcsim", vcsim.sdk(), Vcsim.USER, Vcsim.PASSWORD);
            changes("vcsim", vcsim.sdk(), Vcsim.USER, Vcsim.PASSWORD, vms);
        }
    }

    private static void trees(String server, URI url, String user, String password)
            throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            try (ChildJvm child =
                    ChildJvm.startWithHeap(300, MeasuredReading.class, url, user, password)) {
                String line = child.line();
                assertThat(line).as("what %s's reader printed", server).isNotNull();
                System.out.printf(Locale.ROOT, "| %s | tree %d | %s |%n", server, round, line);
                assertThat(child.exit()).isZero();
            }
        }
    }

    private static void changes(
            String server, URI url, String user, String password, ChangingVms vms)
            throws Exception {
        var shown = CertificateProbe.fetch(url, Duration.ofSeconds(10));
        VsphereEndpoint endpoint =
                VsphereEndpoint.of(
                        url, user, Secret.of(password), new ServerTrust.Pin(shown.fingerprint()));
        try (VsphereSource source = VsphereSource.connect(endpoint)) {
            AtomicReference<Inventory> told =
                    new AtomicReference<>(new Inventory(List.of(), List.of()));
            Thread listener =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    source.follow(told::set);
                                } catch (InterruptedException _) {
                                    // Ended by the measurement.
                                } catch (Exception e) {
                                    System.err.println("listening ended: " + e.getMessage());
                                }
                            });
            until(told, (inventory, _) -> inventory.vms().size() >= MACHINES, "");
            for (int round = 1; round <= ROUNDS; round++) {
                String first = "first-" + round;
                String name = "second-" + round;
                long begin = System.nanoTime();
                vms.create(first);
                until(told, (inventory, vm) -> vm != null, first);
                long created = System.nanoTime();
                vms.rename(first, name);
                until(told, (inventory, vm) -> vm != null, name);
                long renamed = System.nanoTime();
                vms.powerOn(name);
                until(told, (inventory, vm) -> vm != null && vm.power() == PowerState.ON, name);
                long powered = System.nanoTime();
                String host = vms.migrate(name);
                until(
                        told,
                        (inventory, vm) -> vm != null && host.equals(host(inventory, vm)),
                        name);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | change %d | created %d ms | renamed %d ms | powered %d ms | migrated %d ms |%n",
                        server,
                        round,
                        (created - begin) / 1_000_000,
                        (renamed - created) / 1_000_000,
                        (powered - renamed) / 1_000_000,
                        (System.nanoTime() - powered) / 1_000_000);
            }
            listener.interrupt();
            listener.join();
        }
    }

    private static String host(Inventory inventory, VmSummary vm) {
        return inventory.containers().stream()
                .filter(one -> vm.host().equals(Optional.of(one.id())))
                .map(Container::name)
                .findFirst()
                .orElse("");
    }

    private static void until(
            AtomicReference<Inventory> told, BiPredicate<Inventory, VmSummary> shows, String name)
            throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            Inventory now = told.get();
            VmSummary vm =
                    now.vms().stream()
                            .filter(one -> one.name().equals(name))
                            .findFirst()
                            .orElse(null);
            if (shows.test(now, vm)) {
                return;
            }
            assertThat(System.nanoTime()).as("'%s' is never told", name).isLessThan(deadline);
            Thread.sleep(2);
        }
    }
}

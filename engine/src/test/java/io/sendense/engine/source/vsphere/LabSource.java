package io.sendense.engine.source.vsphere;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.storage.StorageLimits;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmSummary;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// A lab whose guests rest, and a source on it that gives up soon.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LabSource {
    static final Duration RETRY = Duration.ofSeconds(3);

    /// A VM with one disk of 1 GiB that is full of a pattern.
    static final String SMALL = "Kasse 1";

    /// What change tracking tells apart.
    static final int BLOCK = 64 << 10;

    LabVCenter lab;
    VsphereSource source;

    @BeforeAll
    void startLab() throws Exception {
        // Small windows, so that a disk has many.
        lab =
                LabVCenter.start(
                        LabOptions.standard(InstantSource.system())
                                .withTaskTime(Duration.ofMillis(20))
                                .withGuestSteps(0)
                                .withStorage(StorageLimits.standard().withWindow(96L << 20, 3)));
        source =
                VsphereSource.connect(
                        new VsphereEndpoint(
                                lab.url(),
                                lab.user(),
                                Secret.of(lab.password()),
                                new ServerTrust.Pin(new Fingerprint(lab.certificateSha256())),
                                VsphereLimits.usual().withRetry(RETRY)));
    }

    @AfterEach
    void restoreLab() throws IOException {
        lab.faults().clear();
        lab.restore();
    }

    @AfterAll
    void stopLab() {
        source.close();
        lab.close();
    }

    ObjectId idOf(String name) throws EngineException, InterruptedException {
        return source.inventory().vms().stream()
                .filter(vm -> vm.name().equals(name))
                .map(VmSummary::id)
                .findFirst()
                .orElseThrow();
    }
}

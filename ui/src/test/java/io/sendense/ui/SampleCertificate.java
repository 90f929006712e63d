package io.sendense.ui;

import io.sendense.engine.ServerCertificate;
import java.time.Instant;

/// What the fake vCenters show.
final class SampleCertificate {
    private SampleCertificate() {}

    static ServerCertificate certificate() {
        return new ServerCertificate(
                FakeEngine.SHA256,
                "CN=vcenter.example.com, O=Example Ltd, C=DE",
                "CN=CA, DC=vsphere, DC=local",
                Instant.parse("2025-03-01T00:00:00Z"),
                Instant.parse("2027-03-01T00:00:00Z"),
                false);
    }
}

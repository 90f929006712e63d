package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.model.Allocation;
import io.sendense.engine.lab.model.EntityName;
import io.sendense.engine.lab.soap.ApiVersion;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Structure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Renders a `VirtualMachineConfigInfo`.
final class MachineConfig {
    private static final ApiVersion V7_0_1 = ApiVersion.of("7.0.1.0");
    private static final Instant CREATED = Instant.parse("2024-03-01T08:00:00Z");

    private MachineConfig() {}

    static Structure of(ConfigView view) {
        Structure.Composer config = Structure.of("VirtualMachineConfigInfo");
        addIdentity(config, view);
        config.lazy("files", () -> files(view).build())
                .lazy("tools", () -> tools(view).build())
                .lazy("flags", () -> flags(view).build())
                .lazy("defaultPowerOps", () -> powerOps().build())
                .lazy("hardware", () -> hardware(view))
                .lazy("cpuAllocation", Allocation::unlimited)
                .lazy("memoryAllocation", Allocation::unlimited)
                .with("memoryHotAddEnabled", false)
                .with("cpuHotAddEnabled", false)
                .with("cpuHotRemoveEnabled", false)
                .lazy("extraConfig", () -> extraConfig(view))
                .lazy("datastoreUrl", () -> datastoreUrl(view))
                .with("swapPlacement", "inherit")
                .lazy("bootOptions", () -> bootOptions(view).build())
                .with("vAssertsEnabled", false)
                .with("changeTrackingEnabled", view.moment().changeTracking())
                .with("firmware", view.hardware().firmware().efi() ? "efi" : "bios")
                .with("maxMksConnections", 40)
                .with("guestAutoLockEnabled", true)
                .with("memoryReservationLockedToMax", false)
                .with("nestedHVEnabled", false)
                .with("vPMCEnabled", false)
                .with("messageBusTunnelEnabled", false);
        addYounger(config, view);
        return config.build();
    }

    private static void addIdentity(Structure.Composer config, ConfigView view) {
        MachineDefinition definition = view.definition();
        config.with("changeVersion", view.moment().modified().toString())
                .with("modified", view.moment().modified())
                .with("name", EntityName.escape(definition.name()))
                .with("guestFullName", definition.guest().fullName())
                .with("version", view.hardware().version())
                .with("uuid", definition.biosUuid().toString())
                .since(ApiVersion.V6_7, "createDate", Scalar.of(CREATED))
                .with("instanceUuid", definition.instanceUuid().toString())
                .with("npivTemporaryDisabled", true)
                .with("template", definition.state().template())
                .with("guestId", definition.guest().guestId())
                .with("alternateGuestName", "")
                .with("annotation", "");
    }

    /// What only callers of 6.5 and later know.
    private static void addYounger(Structure.Composer config, ConfigView view) {
        if (view.hardware().firmware().tpm()) {
            config.since(ApiVersion.V6_5, "keyId", key(view).build());
        }
        config.since(ApiVersion.V6_5, "migrateEncryption", Scalar.of("opportunistic"))
                .since(V7_0_1, "sevEnabled", Scalar.of(false))
                .since(ApiVersion.V8_0, "rebootPowerOff", Scalar.of(false));
    }

    private static Structure.Composer key(ConfigView view) {
        UUID id = new UUID(0x5e4d, view.definition().biosUuid().getMostSignificantBits());
        return Structure.of("CryptoKeyId")
                .with("keyId", id.toString())
                .with("providerId", Structure.of("KeyProviderId").with("id", "lab-keys"));
    }

    private static Structure.Composer files(ConfigView view) {
        return Structure.of("VirtualMachineFileInfo")
                .with("vmPathName", view.files().path(view.files().vmx()))
                .with("snapshotDirectory", view.files().path())
                .with("suspendDirectory", view.files().path())
                .with("logDirectory", view.files().path());
    }

    private static Structure.Composer tools(ConfigView view) {
        boolean missing = view.definition().guest().tools() == ToolsState.MISSING;
        return Structure.of("ToolsConfigInfo")
                .with("toolsVersion", missing ? 0 : 12_389)
                .with("afterPowerOn", true)
                .with("afterResume", true)
                .with("beforeGuestStandby", true)
                .with("beforeGuestShutdown", true)
                .with("toolsUpgradePolicy", "manual")
                .with("syncTimeWithHost", false);
    }

    private static Structure.Composer flags(ConfigView view) {
        return Structure.of("VirtualMachineFlagInfo")
                .with("disableAcceleration", false)
                .with("enableLogging", true)
                .with("useToe", false)
                .with("runWithDebugInfo", false)
                .with("monitorType", "release")
                .with("htSharing", "any")
                .with("snapshotDisabled", false)
                .with("snapshotLocked", false)
                .with("diskUuidEnabled", true)
                .with("snapshotPowerOffBehavior", "powerOff")
                .since(
                        ApiVersion.V6_7,
                        "vbsEnabled",
                        Scalar.of(view.hardware().firmware().secureBoot()));
    }

    private static Structure.Composer powerOps() {
        return Structure.of("VirtualMachineDefaultPowerOpInfo")
                .with("powerOffType", "soft")
                .with("suspendType", "hard")
                .with("resetType", "soft")
                .with("defaultPowerOffType", "soft")
                .with("defaultSuspendType", "hard")
                .with("defaultResetType", "soft")
                .with("standbyAction", "checkpoint");
    }

    private static Structure hardware(ConfigView view) {
        return Structure.of("VirtualHardware")
                .with("numCPU", view.hardware().cpus())
                .with("numCoresPerSocket", 1)
                .with("memoryMB", view.hardware().memoryMb())
                .with("virtualICH7MPresent", false)
                .with("virtualSMCPresent", false)
                .lazy("device", () -> DeviceList.of(view))
                .build();
    }

    private static Structure.Composer bootOptions(ConfigView view) {
        return Structure.of("VirtualMachineBootOptions")
                .with("bootDelay", 0L)
                .with("enterBIOSSetup", false)
                .since(
                        ApiVersion.V6_5,
                        "efiSecureBootEnabled",
                        Scalar.of(view.hardware().firmware().secureBoot()))
                .with("bootRetryEnabled", false)
                .with("bootRetryDelay", 10_000L)
                .with("networkBootProtocol", "ipv4");
    }

    private static Sequence extraConfig(ConfigView view) {
        var options = new ArrayList<Structure>();
        options.add(option("nvram", view.files().nvram()));
        options.add(option("svga.present", "TRUE"));
        options.add(option("disk.EnableUUID", "TRUE"));
        if (view.hardware().bound()) {
            options.add(option("pciPassthru.use64bitMMIO", "TRUE"));
            options.add(option("ethernet0.filter4.name", "nsx"));
            options.add(option("migrate.hostlog", "./bench.hlog"));
        }
        if (view.moment().changeTracking()) {
            for (DiskDevice disk : view.hardware().disks()) {
                options.add(option(VmxFile.slot(disk) + ".ctkEnabled", "TRUE"));
            }
        }
        return Sequence.of("OptionValue", options);
    }

    private static Structure option(String key, String value) {
        return Structure.of("OptionValue").with("key", key).any("value", Scalar.of(value)).build();
    }

    private static Sequence datastoreUrl(ConfigView view) {
        var datastore = view.placement().site().datastore();
        return Sequence.of(
                "VirtualMachineConfigInfoDatastoreUrlPair",
                List.of(
                        Structure.of("VirtualMachineConfigInfoDatastoreUrlPair")
                                .with("name", datastore.name())
                                .with("url", datastore.url())
                                .build()));
    }
}

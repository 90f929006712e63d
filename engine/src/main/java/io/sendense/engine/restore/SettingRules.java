package io.sendense.engine.restore;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.source.vsphere.config.XmlNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The VM as a whole. Confined to one thread.
final class SettingRules {
    private static final BigInteger MEBI = BigInteger.ONE.shiftLeft(20);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /// What a host's processor has to offer, by the path of the flag.
    private static final List<List<String>> PROCESSOR =
            List.of(
                    List.of("nestedHVEnabled"),
                    List.of("vPMCEnabled"),
                    List.of("sevEnabled"),
                    List.of("flags", "vvtdEnabled"),
                    List.of("flags", "vbsEnabled"));

    /// Setting by element that is there, and the rule.
    private static final Map<String, ConcernRule> PRESENT =
            Map.of(
                    "keyId", ConcernRule.VM_ENCRYPTED,
                    "vAppConfig", ConcernRule.VAPP_LEFT,
                    "repConfig", ConcernRule.REPLICATION_REMOVED,
                    "npivNodeWorldWideName", ConcernRule.WWN_REMOVED);

    private final XmlNode config;
    private final Consumer<PlanItem> found;

    SettingRules(XmlNode config, Consumer<PlanItem> found) {
        this.config = config;
        this.found = found;
    }

    void add(boolean nvramKept) {
        found.accept(PlanItem.of("instanceUuid", Concern.of(ConcernRule.IDENTITY_IF_FREE)));
        Stream.of("uuid", "guestId").filter(this::has).map(PlanItem::kept).forEach(found);
        found.accept(
                PlanItem.of(
                        "version",
                        Concern.of(ConcernRule.HARDWARE_NEEDED)
                                .with("version", Words.of(config, "version").orElse("?"))));
        found.accept(PlanItem.of("place", Concern.of(ConcernRule.PLACE_CHOSEN)));
        addFirmware(nvramKept);
        PROCESSOR.forEach(this::addProcessor);
        new TreeSet<>(PRESENT.keySet())
                .stream()
                        .filter(this::has)
                        .map(name -> PlanItem.of(name, Concern.of(rule(name))))
                        .forEach(found);
        config.child("managedBy")
                .map(owner -> Words.of(owner, "extensionKey").orElse("?"))
                .map(owner -> Concern.of(ConcernRule.OWNER_REMOVED).with("owner", owner))
                .ifPresent(concern -> found.accept(PlanItem.of("managedBy", concern)));
        addResources();
        addFiles();
    }

    private static ConcernRule rule(String name) {
        return Optional.ofNullable(PRESENT.get(name)).orElseThrow();
    }

    private boolean has(String name) {
        return config.child(name).isPresent();
    }

    private void addFirmware(boolean nvramKept) {
        boolean efi = config.text("firmware").orElse("").equals("efi");
        found.accept(
                efi && !nvramKept
                        ? PlanItem.of("firmware", Concern.of(ConcernRule.BOOT_SETTINGS_LOST))
                        : PlanItem.kept("firmware"));
        if (config.child("bootOptions").filter(o -> o.flag("efiSecureBootEnabled")).isPresent()) {
            found.accept(PlanItem.kept("efiSecureBootEnabled"));
        }
    }

    private void addProcessor(List<String> path) {
        Optional<XmlNode> holder = Optional.of(config);
        for (String name : path.subList(0, path.size() - 1)) {
            holder = holder.flatMap(node -> node.child(name));
        }
        String setting = path.getLast();
        if (holder.filter(node -> node.flag(setting)).isPresent()) {
            found.accept(
                    PlanItem.of(
                            setting,
                            Concern.of(ConcernRule.PROCESSOR_NEEDED).with("setting", setting)));
        }
    }

    private void addResources() {
        long megahertz = number("cpuAllocation", "reservation", BigInteger.ONE);
        long memory = number("memoryAllocation", "reservation", MEBI);
        if (config.flag("memoryReservationLockedToMax")) {
            memory = Math.max(memory, number("hardware", "memoryMB", MEBI));
        }
        if (megahertz > 0 || memory > 0) {
            found.accept(
                    PlanItem.of(
                            "reservation",
                            Concern.of(ConcernRule.RESERVATION_RELEASED)
                                    .withCount("cpu", megahertz)
                                    .withBytes("memory", memory)));
        }
        for (String affinity : List.of("cpuAffinity", "memoryAffinity")) {
            List<String> nodes =
                    config.child(affinity).stream()
                            .flatMap(node -> node.all("affinitySet"))
                            .map(node -> Words.cut(node.text()))
                            .filter(text -> !text.isEmpty())
                            .toList();
            if (!nodes.isEmpty()) {
                found.accept(
                        PlanItem.of(
                                affinity,
                                Concern.of(ConcernRule.AFFINITY_RELEASED)
                                        .with("nodes", Words.list(nodes))));
            }
        }
        if (config.child("latencySensitivity")
                .flatMap(node -> node.text("level"))
                .orElse("")
                .equals("high")) {
            found.accept(PlanItem.of("latencySensitivity", Concern.of(ConcernRule.LATENCY_USUAL)));
        }
    }

    /// A number of a child in the unit of the answer; 0 for none, and for what is no number.
    private long number(String child, String name, BigInteger unit) {
        try {
            return config.child(child)
                    .flatMap(node -> node.text(name))
                    .filter(text -> text.length() < 20)
                    .map(text ->
                            new BigInteger(text)
                                    .max(BigInteger.ZERO)
                                    .multiply(unit)
                                    .min(MOST)
                                    .longValue())
                    .orElse(0L);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// Redo logs, swap and suspend files that lie elsewhere than the VM.
    private void addFiles() {
        List<String> apart = new ArrayList<>();
        Optional<XmlNode> files = config.child("files");
        Optional<String> home = files.flatMap(node -> node.text("vmPathName")).map(this::folder);
        for (String name : List.of("snapshotDirectory", "suspendDirectory", "logDirectory")) {
            Optional<String> folder = files.flatMap(node -> node.text(name)).map(this::folder);
            if (home.isPresent() && folder.isPresent() && !folder.equals(home)) {
                apart.add(name);
            }
        }
        if (config.text("swapPlacement").orElse("").equals("hostLocal")) {
            apart.add("swapPlacement");
        }
        if (!apart.isEmpty()) {
            found.accept(
                    PlanItem.of(
                            "files",
                            Concern.of(ConcernRule.FILES_MOVED).with("files", Words.list(apart))));
        }
    }

    /// `[ds] vm/vm.vmx`, `[ds] vm/` and `[ds] vm` are all of `[ds] vm`.
    private String folder(String path) {
        String text = path.strip();
        int slash = text.lastIndexOf('/');
        boolean file = text.endsWith(".vmx") || text.endsWith("/");
        if (!file) {
            return text;
        }
        return slash < 0 ? text.substring(0, text.indexOf(']') + 1) : text.substring(0, slash);
    }
}

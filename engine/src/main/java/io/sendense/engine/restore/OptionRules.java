package io.sendense.engine.restore;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.source.vsphere.config.XmlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The advanced options, `extraConfig`: told by their keys alone, as values may be secrets.
/// Stateless.
final class OptionRules {
    /// What names a device, a processor, a port or a filter of one host.
    private static final Pattern BOUND =
            Pattern.compile(
                    "pciPassthru.*|sched\\.(cpu|mem)\\.affinity|numa\\.nodeAffinity"
                            + "|RemoteDisplay\\.vnc\\..*|ethernet\\d+\\.filter\\d+\\..*"
                            + "|sched\\.swap\\.dir|serial\\d+\\.(file|vspc).*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /// What a host or a vCenter writes down for itself and makes anew.
    private static final Pattern NOTED =
            Pattern.compile(
                    "migrate\\..*|vmotion\\..*|sched\\.swap\\.derivedName|nvram|cleanShutdown"
                            + "|softPowerOff|replay\\..*|checkpoint\\..*|(.*\\.)?ctkEnabled"
                            + "|(host|guest|user)CPUID\\..*|evcCompatibilityMode"
                            + "|monitor\\.phys_bits_used|vmxstats\\.filename|vmci0\\.id|vc\\.uuid"
                            + "|viv\\.moid|vmware\\.tools\\..*|toolsInstallManager\\..*"
                            + "|extendedConfigFile|guestinfo\\.(vmtools|appInfo|detailed)\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private OptionRules() {}

    static void add(XmlNode config, Consumer<PlanItem> found) {
        List<String> bound = new ArrayList<>();
        long kept = 0;
        List<String> keys =
                config.all("extraConfig").flatMap(option -> option.text("key").stream()).toList();
        for (String whole : keys) {
            String key = Words.cut(whole);
            if (BOUND.matcher(key).matches()) {
                bound.add(key);
            } else if (!NOTED.matcher(key).matches()) {
                kept++;
            }
        }
        if (kept > 0) {
            found.accept(
                    PlanItem.of(
                            "extraConfig",
                            Concern.of(ConcernRule.OPTIONS_KEPT).withCount("count", kept)));
        }
        if (!bound.isEmpty()) {
            found.accept(
                    PlanItem.of(
                            "extraConfig",
                            Concern.of(ConcernRule.OPTIONS_BOUND)
                                    .with("keys", Words.list(bound.stream().sorted().toList()))));
        }
    }
}

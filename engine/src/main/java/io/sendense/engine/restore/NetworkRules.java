package io.sendense.engine.restore;

import static io.sendense.engine.restore.DeviceRules.about;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.source.vsphere.config.XmlNode;
import java.util.Optional;
import java.util.function.Consumer;

/// Network adapters: where they are connected, and their addresses. Stateless.
final class NetworkRules {
    private NetworkRules() {}

    static void add(XmlNode adapter, Consumer<PlanItem> found) {
        String label = Words.label(adapter);
        Concern concern =
                adapter.type().equals("VirtualSriovEthernetCard")
                        ? about(adapter, ConcernRule.DEVICE_SRIOV)
                        : about(adapter, ConcernRule.NETWORK_CHOSEN)
                                .with("network", network(adapter));
        found.accept(PlanItem.of(label, concern));
        Words.of(adapter, "macAddress")
                .map(mac -> about(adapter, ConcernRule.MAC_IF_FREE).with("mac", mac))
                .ifPresent(mac -> found.accept(PlanItem.of(label + ": macAddress", mac)));
    }

    /// The name of a port group; its key where it is one of a distributed switch; the id of an
    /// opaque network.
    private static String network(XmlNode adapter) {
        Optional<XmlNode> backing = adapter.child("backing");
        return backing.flatMap(node -> Words.of(node, "deviceName"))
                .or(() ->
                        backing.flatMap(node -> node.child("port"))
                                .flatMap(port -> Words.of(port, "portgroupKey")))
                .or(() -> backing.flatMap(node -> Words.of(node, "opaqueNetworkId")))
                .orElse("?");
    }
}

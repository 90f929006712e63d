package io.sendense.ui.inventory;

import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the inventories as they were read say of a line of the tree. FX thread only.
record NodeFacts(EngineLink link, Texts texts) {
    private Optional<Inventory> inventory(String vcenter) {
        return link.vcenters().state(vcenter).flatMap(VCenterState::inventory);
    }

    /// The tags it bears itself, in words.
    List<String> tags(InventoryNode node) {
        if (node.kind() == NodeKind.VCENTER) {
            return List.of();
        }
        return inventory(node.vcenter()).stream()
                .flatMap(read -> read.tags().of(new ObjectId(node.id())).stream())
                .map(tag -> FilterViewModel.choice(tag).toString())
                .toList();
    }

    /// The name of the host that a VM is on.
    String host(String vcenter, VirtualMachine vm) {
        return inventory(vcenter).stream()
                .flatMap(read -> read.containers().stream())
                .filter(container -> vm.summary().host().equals(Optional.of(container.id())))
                .map(Container::name)
                .findFirst()
                .orElse(Formats.NONE);
    }

    /// What there is to say of a vCenter or of something that holds VMs.
    ///
    /// @param vms how many it holds
    List<Fact> container(InventoryNode container, int vms) {
        List<Fact> facts = new ArrayList<>();
        if (container.kind() == NodeKind.VCENTER) {
            link.vcenters().state(container.vcenter()).ifPresent(state -> addFacts(state, facts));
        }
        facts.add(new Fact(texts.messages().text("details.vms"), texts.formats().number(vms)));
        return facts;
    }

    private void addFacts(VCenterState state, List<Fact> facts) {
        Messages messages = texts.messages();
        facts.add(new Fact(messages.text("details.url"), state.vcenter().url()));
        facts.add(new Fact(messages.text("details.user"), state.vcenter().user()));
        facts.add(
                new Fact(
                        messages.text("details.added"),
                        texts.formats().moment(state.vcenter().added())));
        facts.add(new Fact(messages.text("details.trust"), state.vcenter().trust()));
        state.inventory()
                .filter(read -> !read.tags().readable())
                .ifPresent(_ ->
                        facts.add(
                                new Fact(
                                        messages.text("details.tags"),
                                        messages.text("details.tags.unreadable"))));
    }
}

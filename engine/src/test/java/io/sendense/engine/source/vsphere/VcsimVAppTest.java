package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.ResolvedSelection;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// vApps of vcsim: their VMs lie in no folder themselves.
class VcsimVAppTest {
    private static final String VM = "DC0_C0_APP0_VM0";

    @Test
    void aVmInAVAppIsFoundThroughTheFolderOfItsVApp() throws Exception {
        try (Vcsim vcsim = Vcsim.start("-app", "1");
                VsphereSource source = vcsim.connect()) {
            Inventory inventory = source.inventory();
            VmSummary vm =
                    inventory.vms().stream()
                            .filter(each -> each.name().equals(VM))
                            .findFirst()
                            .orElseThrow();
            Container app = one(inventory, ContainerKind.VAPP, "DC0_C0_APP0");
            Container folder = one(inventory, ContainerKind.FOLDER, "vm");
            assertThat(vm.resourcePool()).contains(app.id());
            assertThat(vm.folder()).contains(folder.id());
            assertThat(held(inventory, SelectorKind.FOLDER, folder)).contains(VM);
            assertThat(held(inventory, SelectorKind.VAPP, app)).contains(VM);
        }
    }

    private static Container one(Inventory inventory, ContainerKind kind, String name) {
        return inventory.containers().stream()
                .filter(each -> each.kind() == kind && each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// What a job that selects the object would back up.
    private static List<String> held(Inventory inventory, SelectorKind kind, Container object) {
        Selector selector = Selector.of("vc", kind, object.id().value(), object.name());
        return ResolvedSelection.of(
                        new Selection(List.of(selector), List.of()),
                        Map.of("vc", inventory),
                        Map.of())
                .vms()
                .stream()
                .map(found -> found.vm().name())
                .toList();
    }
}

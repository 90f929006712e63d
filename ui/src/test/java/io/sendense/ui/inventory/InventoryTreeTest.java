package io.sendense.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.SampleInventory;
import java.text.Collator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InventoryTreeTest {
    @Test
    void listsVmsBelowTheirPoolOrElseTheirHost() {
        assertThat(lines(TreeMode.HOSTS_AND_CLUSTERS))
                .containsExactly(
                        "DATACENTER Dublin",
                        " HOST esx-dub-01.example.com",
                        "  VM mail-01",
                        "DATACENTER Frankfurt",
                        " CLUSTER Compute",
                        "  HOST esx-fra-01.example.com",
                        "   VM Büro/Empfang",
                        "   VM erp-database",
                        "  HOST esx-fra-02.example.com",
                        "   VM build-runner",
                        "   VM erp-application",
                        "   VM fileserver-02",
                        "  RESOURCE_POOL Gold",
                        "   VM pgtest1",
                        "  VAPP Shop",
                        "   VM shop-cache",
                        "   VM shop-frontend");
    }

    @Test
    void listsVmsAndTemplatesBelowTheirFolderOrElseTheirVapp() {
        assertThat(lines(TreeMode.VMS_AND_TEMPLATES))
                .containsExactly(
                        "DATACENTER Dublin",
                        " VM mail-01",
                        "DATACENTER Frankfurt",
                        " FOLDER Production",
                        "  FOLDER Databases",
                        "   VM erp-database",
                        "   VM pgtest1",
                        "  VM erp-application",
                        "  VM fileserver-02",
                        " FOLDER Test",
                        "  VM build-runner",
                        "  VM Büro/Empfang",
                        "  TEMPLATE windows-2022",
                        " VAPP Shop",
                        "  VM shop-cache",
                        "  VM shop-frontend");
    }

    @Test
    void showsAVmWhoseContainersAreUnknownBelowTheVCenter() {
        Inventory inventory =
                new Inventory(List.of(), SampleInventory.inventory().vms().subList(0, 1));
        for (TreeMode mode : TreeMode.values()) {
            assertThat(InventoryTree.below("vc", inventory, mode, collator()))
                    .extracting(InventoryNode::name)
                    .containsExactly("pgtest1");
        }
    }

    @Test
    void endsWhereContainersAreTheirOwnParents() {
        Container first = folder("group-1", "group-2");
        Container second = folder("group-2", "group-1");
        Inventory inventory = new Inventory(List.of(first, second), List.of());
        for (TreeMode mode : TreeMode.values()) {
            assertThat(InventoryTree.below("vc", inventory, mode, collator())).isEmpty();
        }
    }

    @Test
    void findsByPartOfANameWithAllThatIsAboveAndBelow() {
        InventoryNode frankfurt =
                InventoryTree.below(
                                "vc",
                                SampleInventory.inventory(),
                                TreeMode.VMS_AND_TEMPLATES,
                                collator())
                        .getLast();
        List<String> lines = new ArrayList<>();
        new InventoryFilter(" DATAB ", Optional.empty())
                .keep(frankfurt)
                .ifPresent(node -> collect(node, "", lines));
        assertThat(lines)
                .containsExactly(
                        "DATACENTER Frankfurt",
                        " FOLDER Production",
                        "  FOLDER Databases",
                        "   VM erp-database",
                        "   VM pgtest1");
        assertThat(new InventoryFilter("no such name", Optional.empty()).keep(frankfurt)).isEmpty();
        assertThat(frankfurt.vmCount()).isEqualTo(9);
    }

    private static Container folder(String id, String parent) {
        return new Container(
                new ObjectId(id), ContainerKind.FOLDER, id, Optional.of(new ObjectId(parent)));
    }

    private static Collator collator() {
        return Collator.getInstance(Locale.ENGLISH);
    }

    private static List<String> lines(TreeMode mode) {
        List<String> lines = new ArrayList<>();
        InventoryTree.below("vc", SampleInventory.inventory(), mode, collator())
                .forEach(node -> collect(node, "", lines));
        return lines;
    }

    private static void collect(InventoryNode node, String indent, List<String> lines) {
        lines.add(indent + node.kind() + " " + node.name());
        node.children().forEach(child -> collect(child, indent + " ", lines));
    }
}

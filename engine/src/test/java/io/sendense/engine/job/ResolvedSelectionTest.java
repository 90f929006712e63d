package io.sendense.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResolvedSelectionTest {
    private static final Inventory INVENTORY =
            new Inventory(
                    List.of(
                            container("root", ContainerKind.FOLDER, null),
                            container("dc", ContainerKind.DATACENTER, "root"),
                            container("vm", ContainerKind.FOLDER, "dc"),
                            container("shop", ContainerKind.FOLDER, "vm"),
                            container("shop-db", ContainerKind.FOLDER, "shop"),
                            container("host", ContainerKind.FOLDER, "dc"),
                            container("cluster", ContainerKind.CLUSTER, "host"),
                            container("esx1", ContainerKind.HOST, "cluster"),
                            container("esx2", ContainerKind.HOST, "cluster"),
                            container("pool", ContainerKind.RESOURCE_POOL, "cluster"),
                            container("app", ContainerKind.VAPP, "pool"),
                            container("circle", ContainerKind.FOLDER, "circle")),
                    List.of(
                            vm("web", "shop", "esx1", null, false),
                            vm("db", "shop-db", "esx2", "pool", false),
                            vm("golden", "shop", "esx1", null, true),
                            vm("inapp", null, "esx1", "app", false),
                            vm("other", "vm", "esx2", null, false),
                            vm("lost", "circle", "esx9", null, false)));

    private static Container container(String id, ContainerKind kind, String parent) {
        return new Container(
                new ObjectId(id), kind, id, Optional.ofNullable(parent).map(ObjectId::new));
    }

    private static VmSummary vm(
            String name, String folder, String host, String pool, boolean template) {
        return new VmSummary(
                new ObjectId("vm-" + name),
                name,
                "uuid-" + name,
                PowerState.ON,
                template,
                Optional.ofNullable(folder).map(ObjectId::new),
                Optional.of(new ObjectId(host)),
                Optional.ofNullable(pool).map(ObjectId::new),
                Optional.empty(),
                0);
    }

    private static Selector entry(SelectorKind kind, String id) {
        return Selector.of("vc", kind, id, id);
    }

    private static Selector vmEntry(String id, String uuid) {
        return new Selector("vc", SelectorKind.VM, id, Optional.of(uuid), "as it was called");
    }

    private static ResolvedSelection resolve(List<Selector> included, Selector... excluded) {
        return ResolvedSelection.of(
                new Selection(included, List.of(excluded)), Map.of("vc", INVENTORY), Map.of());
    }

    private static List<String> names(SelectorKind kind, String id) {
        ResolvedSelection found = resolve(List.of(entry(kind, id)));
        assertThat(found.lacking()).isEmpty();
        return found.vms().stream().map(selected -> selected.vm().name()).toList();
    }

    @Test
    void holdsTheVmsOfAContainerAtAnyDepthWithoutTemplates() {
        assertThat(names(SelectorKind.FOLDER, "shop")).containsExactly("db", "web");
        assertThat(names(SelectorKind.FOLDER, "vm")).containsExactly("db", "other", "web");
        assertThat(names(SelectorKind.DATACENTER, "dc"))
                .containsExactly("db", "inapp", "other", "web");
        assertThat(names(SelectorKind.CLUSTER, "cluster"))
                .containsExactly("db", "inapp", "other", "web");
        assertThat(names(SelectorKind.HOST, "esx2")).containsExactly("db", "other");
        assertThat(names(SelectorKind.RESOURCE_POOL, "pool")).containsExactly("db", "inapp");
        assertThat(names(SelectorKind.VAPP, "app")).containsExactly("inapp");
        assertThat(names(SelectorKind.FOLDER, "circle")).containsExactly("lost");
    }

    @Test
    void holdsEachVmOnceUnderItsFirstEntryWithoutTheExcludedOnes() {
        Selector web = vmEntry("vm-web", "UUID-WEB");
        Selector folder = entry(SelectorKind.FOLDER, "vm");
        ResolvedSelection found =
                resolve(
                        List.of(web, folder),
                        entry(SelectorKind.FOLDER, "shop-db"),
                        entry(SelectorKind.FOLDER, "gone"));
        assertThat(found.vms()).extracting(SelectedVm::by).containsExactly(web, folder);
        assertThat(found.vms().getLast().vm().name()).isEqualTo("other");
        assertThat(resolve(List.of(web, folder), web, entry(SelectorKind.DATACENTER, "dc")).vms())
                .isEmpty();
    }

    @Test
    void findsAVmThatWasRegisteredAnewAndTakesNoOtherForIt() {
        assertThat(resolve(List.of(vmEntry("vm-99", "uuid-web"))).vms().getFirst().vm().name())
                .isEqualTo("web");
        ResolvedSelection replaced = resolve(List.of(vmEntry("vm-web", "uuid-of-before")));
        assertThat(replaced.vms()).isEmpty();
        assertThat(replaced.lacking().getFirst().problem())
                .isEqualTo(
                        Problem.of(ProblemCode.VM_UNKNOWN)
                                .with("vm", "as it was called")
                                .with("vcenter", "vc"));
        assertThat(resolve(List.of(entry(SelectorKind.VM, "vm-web"))).vms()).hasSize(1);
    }

    @Test
    void tellsWhatIsGoneAndGoesOnWithTheRest() {
        ResolvedSelection found =
                resolve(
                        List.of(
                                entry(SelectorKind.FOLDER, "gone"),
                                entry(SelectorKind.VM, "vm-golden"),
                                entry(SelectorKind.HOST, "esx2")));
        assertThat(found.lacking())
                .extracting(lacking -> lacking.problem().code())
                .containsExactly(ProblemCode.INVENTORY_OBJECT_UNKNOWN, ProblemCode.VM_IS_TEMPLATE);
        assertThat(found.vms()).hasSize(2);
    }

    @Test
    void aTagHoldsWhatBearsItAndNothingIsConcludedWhereTagsAreHidden() {
        Tag gold = new Tag("tag-1", "Backup", "Gold");
        Tags tags =
                Tags.of(
                        Map.of(
                                gold,
                                List.of(
                                        new ObjectId("vm-web"),
                                        new ObjectId("vm-golden"),
                                        new ObjectId("shop-db"))));
        Selector tag = entry(SelectorKind.TAG, "tag-1");
        Selector folder = entry(SelectorKind.FOLDER, "shop");
        ResolvedSelection found = tagged(tags, List.of(tag, entry(SelectorKind.TAG, "tag-2")));
        assertThat(found.vms()).extracting(vm -> vm.vm().name()).containsExactly("web");
        assertThat(found.lacking().getFirst().problem().code())
                .isEqualTo(ProblemCode.INVENTORY_OBJECT_UNKNOWN);
        assertThat(tagged(tags, List.of(folder), tag).vms())
                .extracting(vm -> vm.vm().name())
                .containsExactly("db");

        ResolvedSelection hidden = tagged(Tags.UNREADABLE, List.of(tag, folder), tag);
        assertThat(hidden.vms()).hasSize(2);
        assertThat(hidden.lacking())
                .extracting(lacking -> lacking.problem().code())
                .containsExactly(ProblemCode.TAGS_UNREADABLE, ProblemCode.TAGS_UNREADABLE);
    }

    private static ResolvedSelection tagged(
            Tags tags, List<Selector> included, Selector... excluded) {
        return ResolvedSelection.of(
                new Selection(included, List.of(excluded)),
                Map.of("vc", INVENTORY.with(tags)),
                Map.of());
    }

    @Test
    void aSilentVcenterFailsItsOwnEntriesOnly() {
        Problem silent = Problem.of(ProblemCode.VCENTER_UNREACHABLE).with("url", "https://away");
        Selector there = Selector.of("away", SelectorKind.FOLDER, "group-v3", "Shop");
        ResolvedSelection found =
                ResolvedSelection.of(
                        new Selection(
                                List.of(there, entry(SelectorKind.FOLDER, "shop")), List.of(there)),
                        Map.of("vc", INVENTORY),
                        Map.of("away", silent));
        assertThat(found.lacking()).containsExactly(new ResolvedSelection.Lacking(there, silent));
        assertThat(found.away()).containsExactly(silent);
        assertThat(found.vms()).hasSize(2);
    }
}

package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Thousands of VMs, which come in pages: all of them, and each once.
@Timeout(120)
class InventoryPagesTest extends LabSource {
    private static final int EXTRA = 3000;
    private static final int TABLE = 21;
    private static final String CONTINUE = "ContinueRetrievePropertiesEx";

    @Override
    LabOptions options() {
        return super.options().withExtraMachines(EXTRA);
    }

    private static void assertComplete(Inventory inventory) {
        List<VmSummary> vms = inventory.vms();
        assertThat(vms.size()).isEqualTo(EXTRA + TABLE);
        assertThat(different(vms, VmSummary::id)).isEqualTo(vms.size());
        assertThat(different(vms, VmSummary::instanceUuid)).isEqualTo(vms.size());
        assertThat(
                        vms.stream()
                                .map(VmSummary::name)
                                .filter(name -> name.startsWith("fleet-"))
                                .sorted())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, EXTRA)
                                .mapToObj(n -> String.format(Locale.ROOT, "fleet-%05d", n))
                                .toList());
        List<Container> containers = inventory.containers();
        assertThat(different(containers, Container::id)).isEqualTo(containers.size());
        Set<ObjectId> ids = containers.stream().map(Container::id).collect(Collectors.toSet());
        assertThat(vms.stream().filter(vm -> !ids.contains(vm.folder().orElseThrow()))).isEmpty();
    }

    private static <T> long different(List<T> all, Function<T, ?> what) {
        return all.stream().map(what).distinct().count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 997, 1000, 100_000})
    void readsAllPagesWhateverTheirSize(int page) throws Exception {
        FaultRule continued = counting(CONTINUE);
        try (VsphereSource paged = connect(VsphereLimits.usual().withPageObjects(page))) {
            Inventory inventory = paged.inventory();
            assertComplete(inventory);
            // the lab gives at most 1000 objects whatever it is asked for; all kinds are asked for
            int atLeast = (EXTRA + TABLE) / Math.min(page, 1000);
            assertThat(lab.faults().matched(continued)).isBetween(atLeast, atLeast * 11 / 10 + 60);
        }
    }

    static Stream<FaultAction> disturbances() {
        return Stream.of(
                new FaultAction.ExpireSession(),
                new FaultAction.DropConnection(FaultAction.Moment.UNDONE),
                // the page is lost, and its token is used up
                new FaultAction.DropConnection(FaultAction.Moment.DONE));
    }

    @ParameterizedTest
    @MethodSource("disturbances")
    void beginsAnewWhenPagesAreLost(FaultAction disturbance) throws Exception {
        try (VsphereSource paged =
                connect(VsphereLimits.usual().withRetry(RETRY).withPageObjects(200))) {
            lab.faults().add(FaultRule.on(CONTINUE, disturbance).after(7).times(1));
            FaultRule continued = counting(CONTINUE);
            assertComplete(paged.inventory());
            assertThat(lab.faults().matched(continued)).isGreaterThan(7 + EXTRA / 200);
        }
    }

    @Test
    void leavesNoViewBehind() throws Exception {
        FaultRule made = counting("CreateContainerView");
        FaultRule destroyed = counting("DestroyView");
        assertComplete(source.inventory());
        assertThat(lab.faults().matched(made)).isEqualTo(1);
        assertThat(lab.faults().matched(destroyed)).isEqualTo(1);
    }
}

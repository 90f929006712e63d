package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.inventory.VmSummary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What happens to some hundred VMs while a source listens.
@Timeout(60)
class FollowedInventoryTest extends LabSource {
    private static final int EXTRA = 300;
    private static final String WAIT = "WaitForUpdatesEx";

    @Override
    LabOptions options() {
        return super.options().withExtraMachines(EXTRA);
    }

    /// A source that listens on a thread of its own.
    private final class Listening implements AutoCloseable {
        private final List<Inventory> told = new CopyOnWriteArrayList<>();
        private final VsphereSource listener;
        private final Thread thread;
        private volatile boolean interrupted;

        Listening() throws EngineException {
            listener = connect(VsphereLimits.usual().withRetry(RETRY).withPageObjects(50));
            thread = Thread.ofVirtual().start(this::follow);
        }

        private void follow() {
            try {
                listener.follow(told::add);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (EngineException e) {
                throw new AssertionError(e);
            }
        }

        /// Waits two seconds at most for an inventory like this.
        Inventory await(Predicate<Inventory> wanted) throws InterruptedException {
            return await(Duration.ofSeconds(2), wanted);
        }

        Inventory await(Duration limit, Predicate<Inventory> wanted) throws InterruptedException {
            long deadline = System.nanoTime() + limit.toNanos();
            while (System.nanoTime() < deadline) {
                if (!told.isEmpty() && wanted.test(told.getLast())) {
                    return told.getLast();
                }
                Thread.sleep(5);
            }
            throw new AssertionError("not told within " + limit);
        }

        void awaitFirst() throws InterruptedException {
            await(Duration.ofSeconds(20), _ -> true);
        }

        @Override
        public void close() {
            thread.interrupt();
            try {
                assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThat(interrupted).isTrue();
            listener.close();
        }
    }

    private static Optional<VmSummary> vm(Inventory inventory, String name) {
        return inventory.vms().stream().filter(vm -> vm.name().equals(name)).findFirst();
    }

    private static Predicate<Inventory> has(String name, Predicate<VmSummary> as) {
        return inventory -> vm(inventory, name).filter(as).isPresent();
    }

    private static Optional<String> nameOf(Inventory inventory, Optional<ObjectId> container) {
        return inventory.containers().stream()
                .filter(one -> container.equals(Optional.of(one.id())))
                .map(Container::name)
                .findFirst();
    }

    @Test
    void tellsFirstWhatAReadingShows() throws Exception {
        try (Listening listening = new Listening()) {
            listening.awaitFirst();
            Inventory read = source.inventory();
            Inventory told = listening.told.getFirst();
            assertThat(told.vms()).containsExactlyInAnyOrderElementsOf(read.vms());
            assertThat(told.containers()).containsExactlyInAnyOrderElementsOf(read.containers());
        }
    }

    @Test
    void tellsWithinTwoSecondsWhatHappensToAVm() throws Exception {
        try (Listening listening = new Listening()) {
            listening.awaitFirst();
            String id = lab.machines().create("fresh/one");
            Inventory now = listening.await(has("fresh/one", vm -> vm.power() == PowerState.OFF));
            assertThat(vm(now, "fresh/one").orElseThrow().id().value()).isEqualTo(id);
            assertThat(nameOf(now, vm(now, "fresh/one").orElseThrow().folder())).contains("Fleet");

            lab.machines().powerOn("fresh/one");
            listening.await(has("fresh/one", vm -> vm.power() == PowerState.ON));
            lab.machines().suspend("fresh/one");
            listening.await(has("fresh/one", vm -> vm.power() == PowerState.SUSPENDED));

            lab.machines().rename("fresh/one", "50% Größe");
            now = listening.await(has("50% Größe", _ -> true));
            assertThat(vm(now, "fresh/one")).isEmpty();

            lab.machines().migrate("50% Größe", "esx03.lab.invalid");
            listening.await(onHost("50% Größe", "esx03.lab.invalid"));
            lab.machines().migrate("50% Größe", "edge01.lab.invalid");
            listening.await(onHost("50% Größe", "edge01.lab.invalid"));
            lab.machines().move("50% Größe", "New", "Below");
            now = listening.await(inFolder("50% Größe", "Below"));
            assertThat(now.containers()).extracting(Container::name).contains("New", "Below");

            lab.machines().remove("50% Größe");
            listening.await(inventory -> vm(inventory, "50% Größe").isEmpty());
            Inventory read = source.inventory();
            assertThat(listening.told.getLast().vms())
                    .containsExactlyInAnyOrderElementsOf(read.vms());
        }
    }

    private static Predicate<Inventory> onHost(String name, String host) {
        return inventory ->
                vm(inventory, name)
                        .filter(vm -> nameOf(inventory, vm.host()).equals(Optional.of(host)))
                        .isPresent();
    }

    private static Predicate<Inventory> inFolder(String name, String folder) {
        return inventory ->
                vm(inventory, name)
                        .filter(vm -> nameOf(inventory, vm.folder()).equals(Optional.of(folder)))
                        .isPresent();
    }

    @Test
    void tellsManyChangesAtOnceInFewInventories() throws Exception {
        try (Listening listening = new Listening()) {
            listening.awaitFirst();
            int before = listening.told.size();
            IntStream.rangeClosed(1, 200)
                    .forEach(n -> lab.machines().powerOff("fleet-%05d".formatted(n)));
            listening.await(has("fleet-00200", vm -> vm.power() == PowerState.OFF));
            listening.await(has("fleet-00001", vm -> vm.power() == PowerState.OFF));
            assertThat(listening.told.size() - before).isLessThan(20);
        }
    }

    @Test
    void beginsAnewWhenItsSessionEnds() throws Exception {
        try (Listening listening = new Listening()) {
            listening.awaitFirst();
            FaultRule filters = counting("CreateFilter");
            lab.expireSessions();
            lab.machines().rename("fleet-00201", "after the end");
            listening.await(Duration.ofSeconds(5), has("after the end", _ -> true));
            assertThat(lab.faults().matched(filters)).isEqualTo(1);
            lab.machines().rename("after the end", "fleet-00201");
            listening.await(has("fleet-00201", _ -> true));
        }
    }

    /// Sessions, collectors and filters are forgotten, and what happened meanwhile is told.
    @Test
    void beginsAnewWhenTheServerWasStartedAgain() throws Exception {
        try (Listening listening = new Listening()) {
            listening.awaitFirst();
            lab.shutDown();
            lab.machines().rename("fleet-00203", "while it was away");
            Thread.sleep(300);
            lab.restore();
            listening.await(Duration.ofSeconds(20), has("while it was away", _ -> true));
            lab.machines().rename("while it was away", "fleet-00203");
            listening.await(has("fleet-00203", _ -> true));
        }
    }

    @Test
    void goesOnWhereItWasWhenAnAnswerIsLost() throws Exception {
        try (Listening listening = new Listening()) {
            listening.awaitFirst();
            FaultRule filters = counting("CreateFilter");
            lab.faults()
                    .add(
                            FaultRule.on(
                                            WAIT,
                                            new FaultAction.DropConnection(FaultAction.Moment.DONE))
                                    .times(1));
            for (int i = 0; i < 4; i++) {
                lab.machines().rename("fleet-00202", "lost");
                listening.await(Duration.ofSeconds(4), has("lost", _ -> true));
                lab.machines().rename("lost", "fleet-00202");
                listening.await(Duration.ofSeconds(4), has("fleet-00202", _ -> true));
            }
            assertThat(lab.faults().matched(filters)).isZero();
        }
    }

    @Test
    void readsAgainAndAgainWhereTheServerCannotTell() throws Exception {
        lab.faults()
                .add(
                        FaultRule.on(
                                        WAIT,
                                        new FaultAction.AnswerFault(
                                                SoapFault.notSupported("no waiting here")))
                                .always());
        try (Listening listening = new Listening()) {
            listening.awaitFirst();
            assertThat(listening.told.getFirst().vms()).hasSizeGreaterThanOrEqualTo(EXTRA);
            assertThat(VmSource.REREAD).isEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    void oneCallWaitsAndNothingElseIsAskedWhileNothingHappens() throws Exception {
        try (Listening listening = new Listening()) {
            listening.awaitFirst();
            FaultRule waits = counting(WAIT);
            FaultRule reads = counting("RetrievePropertiesEx");
            Thread.sleep(1_500);
            assertThat(lab.faults().matched(waits)).isLessThanOrEqualTo(1);
            assertThat(lab.faults().matched(reads)).isZero();
        }
    }
}

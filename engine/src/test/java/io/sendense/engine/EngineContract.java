package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.engine.transfer.limit.PlaceLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every engine does alike: the real one on the lab, a fake, and either through its socket.
@Timeout(60)
public abstract class EngineContract {
    /// Where nobody listens.
    static final String NOWHERE = "https://127.0.0.1:1/sdk";

    @TempDir protected Path folder;
    protected Engine engine;

    /// The engine to be tested.
    protected abstract Engine open() throws Exception;

    /// Lets everything that waits go on, before the engine is closed.
    protected abstract void release();

    /// A vCenter that can be added.
    protected abstract NewVCenter vcenter(String name);

    /// A VM of that vCenter. Its runs go on for as long as they are not completed.
    protected abstract ObjectId vm() throws Exception;

    /// Takes a run to its good end.
    protected abstract void complete(RunId run) throws Exception;

    /// Whether this is what the vCenter says of itself.
    protected abstract void assertTellsOfItself(About about);

    /// Gives a VM of the vCenter of that name another name, as people do.
    protected abstract void rename(String vcenter, ObjectId vm, String name) throws Exception;

    @BeforeEach
    final void openEngine() throws Exception {
        engine = open();
    }

    @AfterEach
    final void closeEngine() {
        release();
        engine.close();
    }

    protected final RunId startRun() throws Exception {
        if (engine.vcenters().isEmpty()) {
            engine.addVCenter(vcenter("vc1"));
        }
        return engine.startBackup(
                new BackupRequest("vc1", vm(), Optional.empty(), BackupOptions.usual()));
    }

    private static NewVCenter with(NewVCenter other, String url, String password) {
        return new NewVCenter(
                other.name(), url, other.user(), Secret.of(password), other.pin(), other.caFile());
    }

    public interface Call {
        void make() throws Exception;
    }

    protected static Problem problemOf(Call call) {
        EngineException e = catchThrowableOfType(EngineException.class, call::make);
        assertThat(e).isNotNull();
        return e.problem();
    }

    protected static void assertProblem(Problem expected, Call call) {
        assertThat(problemOf(call)).isEqualTo(expected);
    }

    protected static void eventually(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void tellsItsVersion() {
        assertThat(engine.version().version()).isNotEmpty();
        assertThat(engine.version().commit()).isNotEmpty();
    }

    @Test
    void addsAVcenterAndForgetsIt() throws Exception {
        NewVCenter wanted = vcenter("vc1");
        VCenter added = engine.addVCenter(wanted);
        assertThat(added.name()).isEqualTo("vc1");
        assertThat(added.url()).isEqualTo(wanted.url());
        assertThat(added.user()).isEqualTo(wanted.user());
        assertThat(added.trust().replace(":", ""))
                .isEqualToIgnoringCase("sha256" + wanted.pin().orElseThrow().replace(":", ""));
        assertThat(engine.vcenters()).containsExactly(added);
        assertTellsOfItself(engine.testVCenter("vc1"));
        engine.removeVCenter("vc1");
        assertThat(engine.vcenters()).isEmpty();
        assertUnknown("vc1");
        assertThat(engine.addVCenter(vcenter("vc1")).name()).isEqualTo("vc1");
    }

    private void assertUnknown(String name) {
        Problem unknown = Problem.of(ProblemCode.VCENTER_UNKNOWN).with("name", name);
        assertProblem(unknown, () -> engine.testVCenter(name));
        assertProblem(unknown, () -> engine.removeVCenter(name));
        assertProblem(unknown, () -> engine.inventory(name));
        assertProblem(unknown, () -> engine.vm(name, vm()));
        assertProblem(
                unknown,
                () ->
                        engine.startBackup(
                                new BackupRequest(
                                        name, vm(), Optional.empty(), BackupOptions.usual())));
    }

    @Test
    void knowsNoVcenterThatWasNeverAdded() throws Exception {
        assertUnknown("nowhere \u2603");
        assertThat(engine.vcenters()).isEmpty();
    }

    @Test
    void givesANameOnce() throws Exception {
        engine.addVCenter(vcenter("vc1"));
        assertProblem(
                Problem.of(ProblemCode.VCENTER_NAME_TAKEN).with("name", "vc1"),
                () -> engine.addVCenter(vcenter("vc1")));
        assertThat(engine.vcenters()).hasSize(1);
        assertThat(engine.addVCenter(vcenter("vc2")).name()).isEqualTo("vc2");
    }

    @Test
    void storesNothingOfAVcenterThatCannotBeLoggedInTo() throws Exception {
        NewVCenter right = vcenter("vc1");
        NewVCenter wrong = with(right, right.url(), "wrong");
        assertProblem(
                Problem.of(ProblemCode.VCENTER_LOGIN_REFUSED)
                        .with("url", right.url())
                        .with("user", right.user()),
                () -> engine.addVCenter(wrong));
        NewVCenter away = with(right, NOWHERE, right.password().reveal());
        Problem unreachable = problemOf(() -> engine.addVCenter(away));
        assertThat(unreachable.code()).isEqualTo(ProblemCode.VCENTER_UNREACHABLE);
        assertThat(unreachable.arguments())
                .containsEntry("url", new Argument.Text(NOWHERE))
                .containsKey("cause");
        assertThat(engine.vcenters()).isEmpty();
        assertUnknown("vc1");
    }

    @Test
    void removesNoVcenterWhoseRunLives() throws Exception {
        RunId run = startRun();
        assertProblem(
                Problem.of(ProblemCode.VCENTER_IN_USE)
                        .with("name", "vc1")
                        .withCount("run", run.value()),
                () -> engine.removeVCenter("vc1"));
        complete(run);
        engine.removeVCenter("vc1");
        assertThat(engine.vcenters()).isEmpty();
        assertThat(engine.run(run).vcenter()).isEqualTo("vc1");
    }

    @Test
    void knowsNoRunThatNeverWas() {
        Problem unknown = Problem.of(ProblemCode.RUN_UNKNOWN).withCount("run", 99);
        RunId never = new RunId(99);
        assertProblem(unknown, () -> engine.run(never));
        assertProblem(unknown, () -> engine.cancelRun(never));
        assertProblem(unknown, () -> engine.awaitRun(never));
        assertProblem(unknown, () -> engine.events(never, 0));
        assertProblem(unknown, () -> engine.retryDisks(never));
        assertProblem(unknown, () -> engine.rates(never));
    }

    @Test
    void showsARunFromItsStartToItsEnd() throws Exception {
        RunId run = startRun();
        assertThat(engine.run(run).state().ended()).isFalse();
        assertThat(engine.runs(10)).extracting(RunView::id).containsExactly(run);
        complete(run);
        assertThat(engine.run(run).state()).isEqualTo(RunState.COMPLETED);
        assertThat(engine.run(run).point()).isPresent();
        assertThat(engine.runs(10)).containsExactly(engine.run(run));
        RunId second = startRun();
        assertThat(engine.runs(10)).extracting(RunView::id).containsExactly(second, run);
        assertThat(engine.runs(1)).extracting(RunView::id).containsExactly(second);
    }

    @Test
    void listsTheEventsOfARunInOrder() throws Exception {
        RunId run = startRun();
        complete(run);
        List<RunEvent> all = engine.events(run, 0);
        assertThat(all).extracting(RunEvent::number).isSorted().doesNotHaveDuplicates();
        assertThat(all.getFirst().code()).isEqualTo(EventCode.RUN_STARTED);
        assertThat(all.getLast().code()).isEqualTo(EventCode.RUN_COMPLETED);
        assertThat(engine.events(run, all.getFirst().number()))
                .isEqualTo(all.subList(1, all.size()));
        assertThat(engine.events(run, all.getLast().number())).isEmpty();
    }

    @Test
    void cancelsARunOnce() throws Exception {
        RunId run = startRun();
        engine.cancelRun(run);
        assertThat(engine.awaitRun(run).state()).isEqualTo(RunState.CANCELLED);
        assertProblem(
                Problem.of(ProblemCode.RUN_NOT_ACTIVE)
                        .withCount("run", run.value())
                        .with("state", "CANCELLED"),
                () -> engine.cancelRun(run));
    }

    @Test
    void limitsARunWhileItLives() throws Exception {
        RunId run = startRun();
        assertThat(engine.run(run).bandwidth()).isEqualTo(Bandwidth.UNLIMITED);
        Bandwidth limit = new Bandwidth(50_000_000);
        engine.limitRun(run, limit);
        assertThat(engine.run(run).bandwidth()).isEqualTo(limit);
        engine.limitRun(run, Bandwidth.UNLIMITED);
        complete(run);
        RunView ended = engine.awaitRun(run);
        assertThat(ended.bandwidth()).isEqualTo(Bandwidth.UNLIMITED);
        assertProblem(
                Problem.of(ProblemCode.RUN_NOT_ACTIVE)
                        .withCount("run", run.value())
                        .with("state", ended.state().name()),
                () -> engine.limitRun(run, limit));
    }

    @Test
    void readsNoDiskAgainOfARunThatDoesNotWaitForThat() throws Exception {
        RunId run = startRun();
        Problem refused = problemOf(() -> engine.retryDisks(run));
        assertThat(refused.code()).isEqualTo(ProblemCode.RUN_AWAITS_NO_RETRY);
        assertThat(refused.arguments())
                .containsEntry("run", new Argument.Count(run.value()))
                .containsKey("phase");
        complete(run);
        assertProblem(
                Problem.of(ProblemCode.RUN_NOT_ACTIVE)
                        .withCount("run", run.value())
                        .with("state", engine.awaitRun(run).state().name()),
                () -> engine.retryDisks(run));
    }

    @Test
    void tellsHowFarARunWasOverItsTime() throws Exception {
        RunId run = startRun();
        complete(run);
        engine.awaitRun(run);
        List<RateSample> rates = engine.rates(run);
        assertThat(rates).isNotEmpty();
        assertThat(rates).extracting(RateSample::at).isSorted().doesNotHaveDuplicates();
        assertThat(rates.getLast().doneBytes()).isPositive();
        assertThat(engine.rates(run)).isEqualTo(rates);
    }

    @Test
    void keepsTheLimitsOfAllRuns() throws Exception {
        assertThat(engine.limits()).isEqualTo(TransferLimits.usual());
        TransferLimits chosen =
                new TransferLimits(
                        new Bandwidth(125_000_000),
                        new PlaceLimits(7, 7 << 20),
                        new PlaceLimits(3, 3 << 20));
        engine.setLimits(chosen);
        assertThat(engine.limits()).isEqualTo(chosen);
    }

    @Test
    void waitsForARunUntilItHasEnded() throws Exception {
        RunId run = startRun();
        FutureTask<RunView> waiting = new FutureTask<>(() -> engine.awaitRun(run));
        Thread.ofVirtual().start(waiting);
        Thread.sleep(50);
        assertThat(waiting.isDone()).isFalse();
        complete(run);
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(engine.run(run));
    }

    /// Makes a call on a thread of its own, interrupts it once `begun`, and returns what it threw.
    protected final Throwable interrupted(Call call, BooleanSupplier begun) throws Exception {
        Throwable[] thrown = new Throwable[1];
        Thread caller =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                call.make();
                            } catch (Exception e) {
                                thrown[0] = e;
                            }
                        });
        eventually(begun);
        caller.interrupt();
        assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
        return thrown[0];
    }

    @Test
    void anInterruptEndsTheWaitAndNotTheRun() throws Exception {
        RunId run = startRun();
        long begin = System.nanoTime();
        Throwable thrown =
                interrupted(
                        () -> engine.awaitRun(run), () -> System.nanoTime() - begin > 200_000_000);
        assertThat(thrown).isInstanceOf(InterruptedException.class);
        assertThat(engine.run(run).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void aCallThatBeginsInterruptedEndsAtOnce() throws Exception {
        RunId run = startRun();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> engine.awaitRun(run)).isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(engine.vcenters()).hasSize(1);
    }

    @Test
    void tellsANewListenerTheLivingRunsFirst() throws Exception {
        RunId over = startRun();
        complete(over);
        RunId living = startRun();
        RecordingListener listener = new RecordingListener();
        try (var _ = engine.subscribe(listener)) {
            eventually(() -> !listener.runs().isEmpty());
            assertThat(listener.runs()).extracting(RunView::id).containsOnly(living);
            assertThat(listener.runs().getFirst().state().ended()).isFalse();
        }
    }

    @Test
    void tellsThatVcentersWereAddedAndRemoved() throws Exception {
        RecordingListener listener = new RecordingListener();
        try (var _ = engine.subscribe(listener)) {
            assertThat(engine.addVCenter(vcenter("vc1")).name()).isEqualTo("vc1");
            eventually(() -> listener.vcenterNews() == 1);
            engine.removeVCenter("vc1");
            eventually(() -> listener.vcenterNews() == 2);
        }
        assertThat(engine.addVCenter(vcenter("vc2")).name()).isEqualTo("vc2");
        assertThat(listener.vcenterNews()).isEqualTo(2);
    }

    @Test
    void tellsEveryEventAndTheLastStateOfARun() throws Exception {
        RunId run = startRun();
        RecordingListener quick = new RecordingListener();
        RecordingListener slow = new RecordingListener();
        slow.pause = Duration.ofMillis(5);
        try (var _ = engine.subscribe(quick);
                var _ = engine.subscribe(slow)) {
            complete(run);
            List<RunEvent> all = engine.events(run, 0);
            for (RecordingListener listener : List.of(quick, slow)) {
                eventually(() ->
                        !listener.events().isEmpty()
                                && listener.events().getLast().equals(all.getLast()));
                int told = listener.events().size();
                assertThat(listener.events()).isEqualTo(all.subList(all.size() - told, all.size()));
                RunView last = engine.run(run);
                eventually(() -> listener.runs().getLast().equals(last));
                assertThat(listener.overlaps()).isZero();
            }
        }
    }

    private VmSummary summary(Inventory inventory, ObjectId id) {
        return inventory.vms().stream().filter(vm -> vm.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void tellsWhatChangesInAnInventoryThatWasReadAndNoMore() throws Exception {
        engine.addVCenter(vcenter("vc1"));
        RecordingListener listener = new RecordingListener();
        try (var _ = engine.subscribe(listener)) {
            Inventory before = engine.inventory("vc1");
            String old = summary(before, vm()).name();
            try {
                rename("vc1", vm(), "renamed \u2603");
                eventually(() -> !listener.inventory("vc1").isEmpty());
                InventoryChange told = listener.inventory("vc1");
                assertThat(told.containers()).isEmpty();
                assertThat(told.gone()).isEmpty();
                assertThat(told.vms()).containsExactly(summary(engine.inventory("vc1"), vm()));
                assertThat(told.vms().getFirst().name()).isEqualTo("renamed \u2603");
                assertThat(told.appliedTo(before)).isEqualTo(engine.inventory("vc1"));
                assertThat(listener.overlaps()).isZero();
            } finally {
                rename("vc1", vm(), old);
            }
        }
    }

    @Test
    void tellsASlowListenerManyChangesOfAnInventoryAsFew() throws Exception {
        engine.addVCenter(vcenter("vc1"));
        RecordingListener slow = new RecordingListener();
        slow.pause = Duration.ofMillis(300);
        try (var _ = engine.subscribe(slow)) {
            String old = summary(engine.inventory("vc1"), vm()).name();
            for (int i = 0; i < 200; i++) {
                rename("vc1", vm(), "name " + i);
            }
            rename("vc1", vm(), "the last one");
            try {
                eventually(() ->
                        slow.inventory("vc1").vms().stream()
                                .anyMatch(vm -> vm.name().equals("the last one")));
                assertThat(slow.inventoryNews()).isLessThan(20);
            } finally {
                rename("vc1", vm(), old);
            }
        }
    }

    @Test
    void closingASubscriptionWaitsForWhatIsBeingTold() throws Exception {
        startRun();
        SlowListener listener = new SlowListener();
        Engine.Subscription subscription = engine.subscribe(listener);
        assertThat(listener.begun.await(20, TimeUnit.SECONDS)).isTrue();
        subscription.close();
        assertThat(listener.done.get()).isEqualTo(1);
    }

    @Test
    void saysGoodbyeToListenersOnceWhenItIsClosed() throws Exception {
        RecordingListener listener = new RecordingListener();
        engine.subscribe(listener);
        engine.close();
        engine.close();
        eventually(() -> listener.goodbyes() == 1);
        Thread.sleep(50);
        assertThat(listener.goodbyes()).isEqualTo(1);
    }
}

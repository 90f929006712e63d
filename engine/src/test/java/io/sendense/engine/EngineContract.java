package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.export.ExportFormat;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.ObjectId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every engine does alike, in this process or through its socket. Behind it is a
/// [FakeEngine], which the test moves.
@Timeout(60)
public abstract class EngineContract {
    @TempDir protected Path folder;
    protected final FakeEngine fake = new FakeEngine();
    protected Engine engine;

    /// The engine to be tested; its work is done by `fake`.
    protected abstract Engine open() throws Exception;

    @BeforeEach
    final void openEngine() throws Exception {
        engine = open();
    }

    @AfterEach
    final void closeEngine() {
        fake.gate.countDown();
        engine.close();
        fake.close();
    }

    protected static NewVCenter vcenter(String name, String password) {
        return new NewVCenter(
                name,
                "https://vc.example.com/sdk",
                "administrator@vsphere.local",
                Secret.of(password),
                Optional.of("AB:CD"),
                Optional.empty());
    }

    protected final RunId startRun() throws Exception {
        if (engine.vcenters().isEmpty()) {
            engine.addVCenter(vcenter("vc1", FakeEngine.PASSWORD));
        }
        return engine.startBackup(
                new BackupRequest("vc1", new ObjectId("vm-42"), Optional.empty(), false, true));
    }

    private interface Call {
        void make() throws Exception;
    }

    private static void assertProblem(Problem expected, Call call) {
        EngineException e = catchThrowableOfType(EngineException.class, call::make);
        assertThat(e).isNotNull();
        assertThat(e.problem()).isEqualTo(expected);
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
        assertThat(engine.version()).isEqualTo(fake.version());
    }

    @Test
    void addsAVcenterWithThePasswordThatWasTyped() throws Exception {
        VCenter added = engine.addVCenter(vcenter("vc1", FakeEngine.PASSWORD));
        assertThat(added.trust()).isEqualTo("sha256:AB:CD");
        assertThat(engine.vcenters()).containsExactly(added);
        assertThat(engine.testVCenter("vc1")).isEqualTo(SampleViews.about());
        engine.removeVCenter("vc1");
        assertThat(engine.vcenters()).isEmpty();
    }

    @Test
    void reportsProblemsWithTheirTypedArguments() throws Exception {
        engine.addVCenter(vcenter("vc1", FakeEngine.PASSWORD));
        assertProblem(
                Problem.of(ProblemCode.VCENTER_LOGIN_REFUSED)
                        .with("url", "https://vc.example.com/sdk")
                        .with("user", "administrator@vsphere.local"),
                () -> engine.addVCenter(vcenter("vc2", "wrong")));
        assertProblem(
                Problem.of(ProblemCode.VCENTER_NAME_TAKEN).with("name", "vc1"),
                () -> engine.addVCenter(vcenter("vc1", FakeEngine.PASSWORD)));
        assertProblem(
                Problem.of(ProblemCode.VCENTER_UNKNOWN).with("name", "nowhere \u2603"),
                () -> engine.removeVCenter("nowhere \u2603"));
        assertProblem(
                Problem.of(ProblemCode.RUN_UNKNOWN).withCount("run", 99),
                () -> engine.run(new RunId(99)));
    }

    @Test
    void showsCertificateInventoryMachinesAndPointsAsTheyAre() throws Exception {
        engine.addVCenter(vcenter("vc1", FakeEngine.PASSWORD));
        fake.inventory = SampleViews.inventory(2000);
        assertThat(engine.certificate("https://vc")).isEqualTo(SampleViews.certificate());
        assertThat(engine.inventory("vc1")).isEqualTo(fake.inventory);
        assertThat(engine.vm("vc1", new ObjectId("vm-43")))
                .isEqualTo(SampleViews.machine(fake.inventory.vms().get(1)));
        assertThat(engine.repositories()).isEqualTo(SampleViews.repositories());
        assertThat(engine.points()).isEqualTo(SampleViews.points());
    }

    @Test
    void showsARunFromItsStartToItsEnd() throws Exception {
        RunId run = startRun();
        assertThat(engine.run(run)).isEqualTo(fake.run(run));
        assertThat(engine.runs(10)).isEqualTo(fake.runs(10)).hasSize(1);
        fake.runs().complete(run);
        assertThat(engine.run(run).state()).isEqualTo(RunState.COMPLETED);
        RunId second = startRun();
        assertThat(engine.runs(10)).extracting(RunView::id).containsExactly(second, run);
        assertThat(engine.runs(1)).extracting(RunView::id).containsExactly(second);
    }

    @Test
    void listsEventsAboveANumber() throws Exception {
        RunId run = startRun();
        RunEvent retry =
                fake.runs()
                        .record(
                                run,
                                EventCode.DISK_RETRY,
                                Map.of("after", new Argument.Time(Duration.ofMillis(1500))));
        assertThat(engine.events(run, 0)).isEqualTo(fake.events(run, 0)).hasSize(2);
        assertThat(engine.events(run, retry.number() - 1)).containsExactly(retry);
        assertThat(engine.events(run, retry.number())).isEmpty();
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
    void waitsForARunUntilItHasEnded() throws Exception {
        RunId run = startRun();
        FutureTask<RunView> waiting = new FutureTask<>(() -> engine.awaitRun(run));
        Thread.ofVirtual().start(waiting);
        fake.runs().progress(run, 1000);
        assertThat(waiting.isDone()).isFalse();
        fake.runs().complete(run);
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(fake.run(run));
    }

    /// Makes a call on a thread of its own, interrupts it once `begun`, and returns what it threw.
    private Throwable interrupted(Call call, BooleanSupplier begun) throws Exception {
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
    void tellsProgressFromOneThreadAndThenTheResult() throws Exception {
        List<Long> seen = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        VerifyView view =
                engine.verify(
                        "aaaa",
                        (what, done, total) -> {
                            assertThat(what).isEqualTo("Hard disk 1");
                            assertThat(total).isEqualTo(1000);
                            seen.add(done);
                            threads.add(Thread.currentThread());
                        });
        assertThat(view).isEqualTo(SampleViews.verified());
        assertThat(seen).isNotEmpty().isSorted().doesNotHaveDuplicates();
        assertThat(threads).containsOnly(threads.getFirst());
    }

    @Test
    void anInterruptedVerificationStopsInTheEngineToo() throws Exception {
        fake.gate = new CountDownLatch(1);
        Throwable thrown =
                interrupted(
                        () -> engine.verify("aaaa", Progress.NONE),
                        () -> fake.inTheMiddle.get() == 1);
        assertThat(thrown).isInstanceOf(InterruptedException.class);
        eventually(() -> fake.inTheMiddle.get() == 0);
    }

    @Test
    void exportsADiskAndLeavesNoFileWhenInterrupted() throws Exception {
        Path target = folder.resolve("disk \u4e2d%20.raw");
        ExportRequest request = new ExportRequest("aaaa", 2000, ExportFormat.QCOW2, target);
        fake.gate = new CountDownLatch(1);
        Throwable thrown =
                interrupted(
                        () -> engine.export(request, Progress.NONE),
                        () -> fake.inTheMiddle.get() == 1);
        assertThat(thrown).isInstanceOf(InterruptedException.class);
        assertThat(target).doesNotExist();

        fake.gate.countDown();
        assertThat(engine.export(request, Progress.NONE)).isEqualTo(1 << 20);
        assertThat(target).hasContent("whole as QCOW2");
        assertProblem(
                Problem.of(ProblemCode.EXPORT_TARGET_EXISTS).with("path", target.toString()),
                () -> engine.export(request, Progress.NONE));
    }

    @Test
    void aLongCallHoldsNoOtherUp() throws Exception {
        fake.gate = new CountDownLatch(1);
        FutureTask<VerifyView> slow = new FutureTask<>(() -> engine.verify("aaaa", Progress.NONE));
        Thread.ofVirtual().start(slow);
        eventually(() -> fake.inTheMiddle.get() == 1);
        assertThat(engine.points()).hasSize(2);
        fake.gate.countDown();
        assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo(SampleViews.verified());
    }

    @Test
    void givesEachOfManyCallersItsOwnAnswer() throws Exception {
        engine.addVCenter(vcenter("vc1", FakeEngine.PASSWORD));
        fake.inventory = SampleViews.inventory(40);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<java.util.concurrent.Future<String>>();
            for (int i = 0; i < 40; i++) {
                ObjectId id = new ObjectId("vm-" + (42 + i));
                answers.add(threads.submit(() -> engine.vm("vc1", id).summary().name()));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(answers.get(i).get()).isEqualTo("pgtest" + i);
            }
        }
    }

    @Test
    void tellsANewListenerTheLivingRunsFirst() throws Exception {
        RunId over = startRun();
        fake.runs().complete(over);
        RunId living = startRun();
        RecordingListener listener = new RecordingListener();
        try (var _ = engine.subscribe(listener)) {
            eventually(() -> listener.runs().size() == 1);
            assertThat(listener.runs()).containsExactly(fake.run(living));
            assertThat(listener.events()).isEmpty();
        }
    }

    @Test
    void leavesNoEventOutAndTellsTheLastStateOfARun() throws Exception {
        RunId run = startRun();
        RecordingListener quick = new RecordingListener();
        RecordingListener slow = new RecordingListener();
        slow.pause = Duration.ofMillis(2);
        try (var _ = engine.subscribe(quick);
                var _ = engine.subscribe(slow)) {
            for (int i = 0; i < 500; i++) {
                fake.runs().progress(run, i);
                fake.runs().record(run, EventCode.DISK_RETRY, Map.of());
            }
            fake.runs().complete(run);
            for (RecordingListener listener : List.of(quick, slow)) {
                eventually(() -> listener.events().size() == 501);
                assertThat(listener.events()).isEqualTo(fake.events(run, 1));
                RunView last = fake.run(run);
                eventually(() -> listener.runs().getLast().equals(last));
                assertThat(listener.overlaps()).isZero();
            }
        }
    }

    @Test
    void tellsNothingMoreOnceASubscriptionIsClosed() throws Exception {
        RunId run = startRun();
        RecordingListener listener = new RecordingListener();
        Engine.Subscription subscription = engine.subscribe(listener);
        eventually(() -> !listener.runs().isEmpty());
        subscription.close();
        subscription.close();
        int told = listener.runs().size();
        fake.runs().complete(run);
        eventually(() -> fake.subscribers() == 0);
        Thread.sleep(50);
        assertThat(listener.runs()).hasSize(told);
        assertThat(listener.events()).isEmpty();
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

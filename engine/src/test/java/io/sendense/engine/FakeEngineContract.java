package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.export.ExportFormat;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.security.Secret;
import io.sendense.engine.serve.ServePlace;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServeTls;
import io.sendense.engine.serve.ServedPoint;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.engine.source.inventory.VmSummary;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The contract of an engine whose work is done by a [FakeEngine], with what only a fake can be
/// made to do at a certain moment.
public abstract class FakeEngineContract extends EngineContract {
    protected final FakeEngine fake = new FakeEngine();

    @AfterEach
    final void closeFake() {
        fake.close();
    }

    @Override
    protected void release() {
        fake.gate.countDown();
    }

    @Override
    protected NewVCenter vcenter(String name) {
        return new NewVCenter(
                name,
                "https://vc.example.com/sdk",
                "administrator@vsphere.local",
                Secret.of(FakeEngine.PASSWORD),
                Optional.of("AB:CD"),
                Optional.empty());
    }

    @Override
    protected ObjectId vm() {
        return new ObjectId("vm-42");
    }

    @Override
    protected void complete(RunId run) {
        fake.runs().complete(run);
    }

    @Override
    protected void rename(String vcenter, ObjectId id, String name) {
        fake.change(
                vcenter,
                new Inventory(
                        fake.inventory.containers(),
                        fake.inventory.vms().stream()
                                .map(vm -> vm.id().equals(id) ? named(vm, name) : vm)
                                .toList(),
                        fake.inventory.tags()));
    }

    private static VmSummary named(VmSummary vm, String name) {
        return new VmSummary(
                vm.id(),
                name,
                vm.instanceUuid(),
                vm.power(),
                vm.template(),
                vm.folder(),
                vm.host(),
                vm.resourcePool(),
                vm.guest(),
                vm.storageBytes());
    }

    @Override
    protected void assertTellsOfItself(About about) {
        assertThat(about).isEqualTo(SampleViews.about());
    }

    @Test
    void tellsTagsThatHaveChangedAndThatTheyCannotBeReadAnyMore() throws Exception {
        engine.addVCenter(vcenter("vc1"));
        fake.inventory = SampleViews.inventory(5);
        RecordingListener listener = new RecordingListener();
        try (var _ = engine.subscribe(listener)) {
            Inventory before = engine.inventory("vc1");
            assertThat(before.tags().of(vm())).extracting(Tag::name).contains("production");
            Tags other = Tags.of(Map.of(new Tag("urn:tag:9", "backup", "silver"), List.of(vm())));
            fake.change("vc1", before.with(other));
            eventually(() -> listener.inventory("vc1").tags().equals(Optional.of(other)));
            assertThat(listener.inventory("vc1").vms()).isEmpty();
            assertThat(listener.inventory("vc1").appliedTo(before)).isEqualTo(before.with(other));
            fake.change("vc1", before.with(Tags.UNREADABLE));
            eventually(() -> listener.inventory("vc1").tags().equals(Optional.of(Tags.UNREADABLE)));
            assertThat(engine.inventory("vc1").tags().readable()).isFalse();
        }
    }

    @Test
    void addsTestsAndForgetsNodes() throws Exception {
        assertThat(engine.nodes().list()).isEmpty();
        String shown = engine.nodes().hostKey("backup@edge1").fingerprint();
        assertThat(
                        engine.nodes()
                                .access("backup@edge1", Optional.of("/keys/id"), 8081)
                                .authorizedKey())
                .contains("restrict,port-forwarding of /keys/id to 8081");
        assertThat(engine.nodes().access("backup@edge1", Optional.empty(), 8081).authorizedKey())
                .isEmpty();
        NewNode wanted =
                new NewNode(
                        "edge1",
                        "backup@edge1",
                        LoginMethod.KEY,
                        Optional.of("/keys/id"),
                        Optional.of(Secret.of(FakeEngine.PASSWORD)),
                        Secret.of("bad"),
                        shown,
                        8081);
        NodeView added = engine.nodes().add(wanted);
        assertThat(engine.nodes().list()).containsExactly(added);
        assertThat(fake.nodes().secretsOf("edge1")).isEqualTo("bad" + FakeEngine.PASSWORD);
        NodeCheck check = engine.nodes().test("EDGE1");
        assertThat(check).isEqualTo(fake.nodes().test("edge1"));
        assertThat(check.passed()).isFalse();
        assertThat(problemOf(() -> engine.nodes().test("edge2")))
                .isEqualTo(Problem.of(ProblemCode.NODE_UNKNOWN).with("name", "edge2"));
        engine.nodes().remove("edge1");
        assertThat(engine.nodes().list()).isEmpty();
        assertThat(problemOf(() -> engine.nodes().hostKey("nobody")).code())
                .isEqualTo(ProblemCode.NODE_UNREACHABLE);
    }

    @Test
    void showsCertificateInventoryMachinesAndPointsAsTheyAre() throws Exception {
        engine.addVCenter(vcenter("vc1"));
        fake.inventory = SampleViews.inventory(2000);
        assertThat(engine.certificate("https://vc")).isEqualTo(SampleViews.certificate());
        assertThat(engine.concerns("vc1", vm(), BackupOptions.usual().inFull()))
                .isEqualTo(
                        List.of(
                                Concern.of(ConcernRule.SNAPSHOTS_PRESENT)
                                        .withCount(
                                                "count", engine.vm("vc1", vm()).snapshots().size()),
                                Concern.of(ConcernRule.DATASTORE_LOW)
                                        .with("datastore", "FULL")
                                        .withBytes("free", 1L << 40)
                                        .withBytes("capacity", 1L << 41)));
        assertThat(engine.inventory("vc1")).isEqualTo(fake.inventory);
        assertThat(engine.vm("vc1", new ObjectId("vm-43")))
                .isEqualTo(SampleViews.machine(fake.inventory.vms().get(1)));
        assertThat(engine.repositories()).isEqualTo(SampleViews.repositories());
        assertThat(engine.points()).isEqualTo(SampleViews.points());
        assertThat(engine.restorePlan(SampleViews.points().getFirst().id()))
                .isEqualTo(SampleViews.restorePlan());
    }

    @Test
    void addsChecksAndForgetsRepositories() throws Exception {
        AddedRepository made = engine.addRepository("tape \u2603", folder.resolve("t"));
        assertThat(made.made()).isTrue();
        assertThat(made.repository().path()).isEqualTo(folder.resolve("t").toString());
        assertThat(engine.importRepository("old", folder.resolve("o")).adopted()).isEqualTo(7);
        assertThat(engine.repositories())
                .extracting(RepositoryView::name)
                .containsExactly("default", "nas", "tape \u2603", "old");
        assertThat(
                        engine.addRepository("q", folder.resolve("q"), TargetServer.QEMU_NBD)
                                .repository()
                                .target())
                .isEqualTo(TargetServer.QEMU_NBD);
        assertThat(engine.setRepositoryTarget("old", TargetServer.QEMU_NBD))
                .isEqualTo(
                        new RepositoryTarget(
                                "old",
                                TargetServer.QEMU_NBD,
                                Optional.of("/usr/bin/qemu-nbd"),
                                Optional.of("7.2.22")));
        assertThat(engine.setRepositoryTarget("q", TargetServer.EMBEDDED).version()).isEmpty();
        engine.removeRepository("q");
        assertProblem(
                Problem.of(ProblemCode.REPOSITORY_UNKNOWN).with("name", "q"),
                () -> engine.setRepositoryTarget("q", TargetServer.EMBEDDED));
        engine.setDefaultRepository("old");
        assertThat(engine.repositories())
                .filteredOn(RepositoryView::isDefault)
                .extracting(RepositoryView::name)
                .containsExactly("old");
        assertProblem(
                Problem.of(ProblemCode.REPOSITORY_IS_DEFAULT).with("name", "old"),
                () -> engine.removeRepository("old"));
        engine.removeRepository("nas");
        assertProblem(
                Problem.of(ProblemCode.REPOSITORY_UNKNOWN).with("name", "nas"),
                () -> engine.repositoryFill("nas"));
        assertThat(engine.repositoryFill("default")).isEqualTo(SampleViews.fill());
        List<Long> told = new ArrayList<>();
        assertThat(engine.checkRepository("default", true, (_, done, _) -> told.add(done)))
                .isEqualTo(SampleViews.checked("default", true));
        assertThat(told).isNotEmpty().isSorted();
        assertThat(engine.checkRepository("old", false, Progress.NONE).checkedBytes()).isZero();
    }

    @Test
    void servesPointsUntilTheyAreStopped() throws Exception {
        ServeRequest request =
                new ServeRequest(
                        "aaaa",
                        List.of(2000),
                        ServePlace.socket(folder.resolve("s %")).forTheNetwork(),
                        Optional.of(new ServeTls(folder, true, false)));
        ServedPoint served = engine.serve(request);
        assertThat(served.place()).isEqualTo(folder.resolve("s %").toString());
        assertThat(served.network()).isTrue();
        assertThat(served.encrypted()).isTrue();
        assertThat(engine.served()).containsExactly(served);
        assertThat(engine.serve(ServeRequest.of("bbbb")).id()).isNotEqualTo(served.id());
        engine.stopServing(served.id());
        assertThat(engine.served())
                .extracting(ServedPoint::point)
                .containsExactly("bbbbbbbbbbbbbbb2");
        assertProblem(
                Problem.of(ProblemCode.SERVE_UNKNOWN).withCount("id", served.id()),
                () -> engine.stopServing(served.id()));
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
        engine.addVCenter(vcenter("vc1"));
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
}

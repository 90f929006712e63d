package io.sendense.ui.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Compression;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.SampleNodes;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.ConcernView;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.VmRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackupViewModelTest {
    private static final VmRef PGTEST = new VmRef("vc", "vm-101", "pgtest1");
    private static final VmRef ERP = new VmRef("vc", "vm-102", "erp-database");

    private final ViewModelBench bench = ViewModelBench.withVCenter();
    private final BackupViewModel viewModel =
            new BackupViewModel(bench.link, bench.texts, bench, bench);

    @Test
    void listsEachVmOnce() {
        viewModel.add(List.of(PGTEST, ERP));
        viewModel.add(
                List.of(new VmRef("vc", "vm-101", "renamed"), new VmRef("other", "vm-101", "x")));
        assertThat(viewModel.items())
                .extracting(item -> item.vm().name())
                .containsExactly("pgtest1", "erp-database", "x");
    }

    @Test
    void startsNothingWithoutVms() {
        assertThat(viewModel.startableBinding().get()).isFalse();
        viewModel.start();
        assertThat(bench.engine.requests()).isEmpty();
    }

    @Test
    void startsOneRunAndFollowsIt() {
        viewModel.add(List.of(PGTEST));
        viewModel.fullProperty().set(true);
        viewModel.start();
        assertThat(bench.engine.requests())
                .containsExactly(
                        new BackupRequest(
                                "vc",
                                new ObjectId("vm-101"),
                                Optional.of("default"),
                                BackupOptions.usual()
                                        .inFull()
                                        .heldForRetry(Duration.ofMinutes(10))));
        assertThat(viewModel.items()).isEmpty();
        assertThat(bench.visited).containsExactly("run 1");
    }

    @Test
    void compressesWhereThatIsChosen() {
        boolean usual = BackupOptions.usual().compression() == Compression.ZSTD;
        assertThat(viewModel.compressProperty().get()).isEqualTo(usual);
        for (Compression compression : Compression.values()) {
            viewModel.add(List.of(PGTEST));
            viewModel.compressProperty().set(compression == Compression.ZSTD);
            viewModel.start();
        }
        assertThat(bench.engine.requests())
                .extracting(request -> request.options().compression())
                .containsExactly(Compression.NONE, Compression.ZSTD);
    }

    @Test
    void isReadByTheNodeThatIsChosen() {
        viewModel.add(List.of(PGTEST));
        viewModel.start();
        SampleNodes.fill(bench.engine);
        viewModel.readers().read();
        viewModel.readers().chosenProperty().set(viewModel.readers().choices().get(1));
        viewModel.add(List.of(PGTEST));
        viewModel.start();
        assertThat(bench.engine.requests())
                .extracting(request -> request.options().node())
                .containsExactly(Optional.empty(), Optional.of(SampleNodes.IDLE));
    }

    @Test
    void startsSeveralRunsAndShowsThemAll() {
        viewModel.add(List.of(PGTEST, ERP));
        assertThat(viewModel.startTextBinding().get()).isEqualTo("_Start 2 backups");
        viewModel.start();
        assertThat(bench.engine.requests()).hasSize(2);
        assertThat(bench.visited).containsExactly("runs");
    }

    @Test
    void keepsTheVmsThatCouldNotBeStartedWithTheReason() {
        bench.engine.refuseBackup(
                "erp-database", Problem.of(ProblemCode.VM_BUSY).with("vm", "erp-database"));
        viewModel.add(List.of(ERP, PGTEST));
        viewModel.start();
        assertThat(viewModel.items()).hasSize(1);
        assertThat(viewModel.items().getFirst().vm()).isEqualTo(ERP);
        assertThat(viewModel.items().getFirst().problem().map(ProblemView::code))
                .contains("VM-BUSY");
        assertThat(bench.problems).extracting(Problem::code).containsExactly(ProblemCode.VM_BUSY);
        assertThat(bench.visited).as("stays where the reason is").isEmpty();
    }

    @Test
    void cannotBeStartedTwiceWhileItStarts() {
        viewModel.add(List.of(PGTEST));
        bench.tasks.hold();
        viewModel.start();
        assertThat(viewModel.startableBinding().get()).isFalse();
        viewModel.start();
        bench.tasks.letGo();
        assertThat(bench.engine.requests()).hasSize(1);
    }

    @Test
    void offersTheRepositoriesWithTheirFreeSpace() {
        assertThat(viewModel.repositories())
                .extracting(RepositoryChoice::text)
                .containsExactly("default  ·  862 GiB free");
        assertThat(viewModel.repositoryProperty().get())
                .isEqualTo(viewModel.repositories().getFirst());
    }

    @Test
    void takesVmsOffTheList() {
        viewModel.add(List.of(PGTEST, ERP));
        viewModel.remove(List.of(viewModel.items().getFirst()));
        assertThat(viewModel.items()).extracting(BackupItem::vm).containsExactly(ERP);
        viewModel.clear();
        assertThat(viewModel.items()).isEmpty();
    }

    @Test
    void saysWhatSpeaksAgainstAVmAsSoonAsItIsOnTheList() {
        bench.tasks.hold();
        viewModel.add(List.of(PGTEST, new VmRef("vc", "vm-104", "fileserver-02")));
        assertThat(viewModel.items()).allMatch(item -> item.concerns().isEmpty());
        bench.tasks.letGo();
        assertThat(viewModel.items().getFirst().gravest()).isEmpty();
        assertThat(viewModel.items().getLast().gravest().map(ConcernView::id))
                .contains("DISK-INDEPENDENT");
        assertThat(viewModel.items().getLast().concerns().orElseThrow()).hasSize(2);
    }
}

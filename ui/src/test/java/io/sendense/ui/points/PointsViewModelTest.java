package io.sendense.ui.points;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.SamplePoints;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.points.ChainLine.Kind;
import io.sendense.ui.shared.Tone;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PointsViewModelTest {
    private final FakeEngine engine = FakeEngine.withVCenter("vc");
    private final ViewModelBench bench = new ViewModelBench(engine);
    private PointsViewModel viewModel;

    @BeforeEach
    void fill() {
        SamplePoints.fill(engine.store());
        viewModel = viewModel();
    }

    private PointsViewModel viewModel() {
        return new PointsViewModel(
                bench.link, bench.texts, bench, InstantSource.fixed(SamplePoints.NOW));
    }

    private PointLine chosen() {
        return Objects.requireNonNull(viewModel.pointProperty().get());
    }

    @Test
    void listsVmsWithTheNewestFirstAndTheFirstChosen() {
        assertThat(viewModel.readProperty().get()).isTrue();
        assertThat(viewModel.vms())
                .extracting(VmLine::name)
                .containsExactlyInAnyOrder("pgtest1", "erp-database", "B\u00fcro/Empfang");
        viewModel.choose("50300000-0000-4000-8000-000000000101");
        assertThat(viewModel.points()).hasSize(15);
        assertThat(chosen().id()).isEqualTo(SamplePoints.NEWEST);
        VmLine pgtest = Objects.requireNonNull(viewModel.vmProperty().get());
        assertThat(pgtest.words()).isEqualTo("15 points  \u00b7  22 Nov 2026, 19:58");
        assertThat(pgtest.tone()).as("one of its points is damaged").isEqualTo(Tone.DANGER);
        assertThat(viewModel.summary()).startsWith("15 restore points").contains(" in default");
    }

    @Test
    void findsVmsByNameOrUuidAndKeepsTheChoice() {
        viewModel.choose("50300000-0000-4000-8000-000000000101");
        viewModel.searchProperty().set("ERP");
        assertThat(viewModel.vms()).extracting(VmLine::name).containsExactly("erp-database");
        viewModel.refresh();
        assertThat(Objects.requireNonNull(viewModel.vmProperty().get()).name())
                .isEqualTo("pgtest1");
        viewModel.searchProperty().set("000103");
        assertThat(viewModel.vms()).hasSize(1);
    }

    @Test
    void followsAChainDownToItsFullAndShortensALongOne() {
        viewModel.choose("50300000-0000-4000-8000-000000000101");
        viewModel.pointProperty().set(viewModel.points().get(1));
        ChainLine first = viewModel.chains().getFirst();
        assertThat(viewModel.chains()).hasSize(2);
        assertThat(first.words()).startsWith("102 GiB  \u00b7  7 layers, ");
        assertThat(first.layers())
                .extracting(ChainLine.ChainLayer::kind)
                .containsExactly(
                        Kind.INCREMENTAL,
                        Kind.INCREMENTAL,
                        Kind.INCREMENTAL,
                        Kind.INCREMENTAL,
                        Kind.MORE,
                        Kind.FULL);
        assertThat(first.layers().get(4).when()).isEqualTo("2 more");
        assertThat(first.layers().get(4).damaged()).as("point 9 is among them").isTrue();
        viewModel.pointProperty().set(viewModel.points().getFirst());
        assertThat(viewModel.chains().getFirst().layers())
                .extracting(ChainLine.ChainLayer::kind)
                .containsExactly(Kind.FULL);
    }

    @Test
    void tellsWhereAChainEndsTooSoon() {
        viewModel.choose("50300000-0000-4000-8000-000000000102");
        FakeEngine other = FakeEngine.withVCenter("vc");
        SamplePoints.fill(other.store());
        var broken =
                other.points().stream()
                        .filter(point -> point.vmName().equals("erp-database"))
                        .limit(1)
                        .findFirst()
                        .orElseThrow();
        assertThat(
                        PointChains.of(broken, java.util.Map.of(broken.id(), broken), bench.texts)
                                .getFirst()
                                .layers())
                .extracting(ChainLine.ChainLayer::kind)
                .containsExactly(Kind.INCREMENTAL, Kind.MISSING);
    }

    @Test
    void verifiesAndShowsWhatWasFound() {
        viewModel.choose("50300000-0000-4000-8000-000000000101");
        assertThat(chosen().verified().text()).isEqualTo("Never");
        viewModel.verification().start(chosen().id(), "pgtest1, now");
        assertThat(viewModel.verification().runningProperty().get()).isFalse();
        assertThat(viewModel.verification().resultProperty().get())
                .isEqualTo("pgtest1, now is sound: 96 GiB were compared with their sums.");
        assertThat(chosen().verified().text()).isEqualTo("Sound");
        assertThat(viewModel.dots().getLast().tone()).isEqualTo(Tone.SUCCESS);

        viewModel.verification().start(SamplePoints.NEWEST.replace("ao", "aj"), "the old one");
        assertThat(viewModel.verification().resultProperty().get())
                .isEqualTo("the old one is DAMAGED: 1 finding.");
        engine.store().refuse(Problem.of(ProblemCode.REPOSITORY_UNREADABLE).with("path", "/srv"));
        viewModel.verification().start(chosen().id(), "x");
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.REPOSITORY_UNREADABLE);
    }

    @Test
    void servesAndStops() {
        viewModel.choose("50300000-0000-4000-8000-000000000101");
        viewModel.serve();
        assertThat(chosen().served()).isTrue();
        ServedLine served = viewModel.served().getFirst();
        assertThat(served.words())
                .startsWith("Served for reading at 127.0.0.1:43501")
                .contains("no other machine");
        assertThat(served.entries())
                .extracting(ServedEntry::label)
                .contains("Address of Hard disk 1", "All files with guestmount");
        assertThat(served.entries().getFirst().text())
                .isEqualTo("nbd://127.0.0.1:43501/" + SamplePoints.NEWEST + "-disk-2000");
        viewModel.stopServing(served.id());
        assertThat(viewModel.served()).isEmpty();
        assertThat(chosen().served()).isFalse();
        viewModel.stopServing(served.id());
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.SERVE_UNKNOWN);
    }

    @Test
    void looksAgainWhatBecomesOfWhatIsServed() throws Exception {
        viewModel.choose("50300000-0000-4000-8000-000000000101");
        viewModel.serve();
        engine.stopServing(viewModel.served().getFirst().id());
        bench.tasks.passTime();
        assertThat(viewModel.served()).isEmpty();
        assertThat(chosen().served()).isFalse();
    }

    @Test
    void exportsToTheFileThatIsNamedAndSaysWhatWasWritten() {
        viewModel.choose("50300000-0000-4000-8000-000000000101");
        boolean[] left = {false};
        ExportViewModel export =
                viewModel.export(InstantSource.fixed(SamplePoints.NOW), () -> left[0] = true);
        assertThat(export.disks()).hasSize(2);
        assertThat(export.fileName()).isEqualTo("pgtest1-20261122-1958-disk-2000.raw");
        export.diskProperty().set(export.disks().get(1));
        export.formatProperty().set(export.formats().get(1));
        assertThat(export.targetProperty().get()).endsWith("pgtest1-20261122-1958-disk-2001.qcow2");
        export.targetProperty().set("relative.raw");
        export.start();
        assertThat(export.problemProperty().get().orElseThrow().why())
                .isEqualTo("The path is not absolute.");
        export.targetProperty().set("/tmp/out.qcow2");
        engine.store().refuse(Problem.of(ProblemCode.EXPORT_TARGET_EXISTS).with("path", "/tmp/x"));
        export.start();
        assertThat(export.problemProperty().get().orElseThrow().code())
                .isEqualTo("EXPORT-TARGET-EXISTS");
        export.start();
        assertThat(export.problemProperty().get()).isEmpty();
        assertThat(export.doneProperty().get())
                .isEqualTo("Written: /tmp/out.qcow2, a disk of 102 GiB.");
        assertThat(engine.store().exports().getLast().to()).isEqualTo(Path.of("/tmp/out.qcow2"));
        assertThat(engine.store().exports().getLast().disk()).isEqualTo(2001);
        export.leave();
        assertThat(left[0]).isTrue();
    }

    @Test
    void isEmptyWhereThereIsNothing() {
        ViewModelBench other = new ViewModelBench(FakeEngine.withVCenter("vc"));
        PointsViewModel empty =
                new PointsViewModel(
                        other.link, other.texts, other, InstantSource.fixed(SamplePoints.NOW));
        assertThat(empty.allVms()).isEmpty();
        assertThat(empty.canExport()).isFalse();
        empty.serve();
        assertThat(empty.chains()).isEmpty();
    }
}

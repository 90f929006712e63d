package io.sendense.ui.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.SamplePoints;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.Tone;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepositoriesViewModelTest {
    private final FakeEngine engine = FakeEngine.withVCenter("vc");
    private final ViewModelBench bench = new ViewModelBench(engine);
    private RepositoriesViewModel viewModel;

    @BeforeEach
    void fill() {
        SamplePoints.fill(engine.store());
        viewModel =
                new RepositoriesViewModel(
                        bench.link,
                        bench.texts,
                        bench,
                        bench.asker(),
                        InstantSource.fixed(SamplePoints.NOW));
    }

    private RepositoryLine line(String name) {
        return viewModel.lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void choose(String name) {
        viewModel.chosenProperty().set(line(name));
    }

    @Test
    void tellsHowFullEachIsAndWillBe() {
        assertThat(Objects.requireNonNull(viewModel.chosenProperty().get()).name())
                .isEqualTo("default");
        RepositoryLine ours = line("default");
        assertThat(ours.space()).isEqualTo("1.16 TiB of 2 TiB used");
        assertThat(ours.free()).isEqualTo("862 GiB free");
        assertThat(ours.content()).isEqualTo("20 restore points of 3 VMs  \u00b7  311 GiB stored");
        assertThat(ours.trend()).startsWith("Full in 13").endsWith(" GiB a day");
        assertThat(ours.tone()).isEqualTo(Tone.RUNNING);
        assertThat(line("nas-archive").tone()).as("6 days left").isEqualTo(Tone.DANGER);
        RepositoryLine away = line("usb-disk");
        assertThat(away.used()).isNegative();
        assertThat(away.space()).isEqualTo("Cannot be reached");
        assertThat(away.trend()).isEmpty();
        assertThat(away.problem().orElseThrow().code()).isEqualTo("REPOSITORY-UNREADABLE");
    }

    @Test
    void addsOneAndChoosesIt() {
        List<String> closed = new ArrayList<>();
        AddRepositoryViewModel add =
                new AddRepositoryViewModel(
                        bench.link, bench.texts, viewModel::added, () -> closed.add("closed"));
        assertThat(add.addable().get()).isFalse();
        add.folderProperty().set("/mnt/new store");
        assertThat(add.nameProperty().get()).isEqualTo("new store");
        engine.store()
                .refuse(
                        Problem.of(ProblemCode.REPOSITORY_FOLDER_NOT_EMPTY)
                                .with("path", "/mnt/new store")
                                .withCount("count", 3)
                                .with("example", "a.jpg"));
        add.add();
        assertThat(add.problemProperty().get().orElseThrow().why()).contains("a.jpg");
        assertThat(closed).isEmpty();
        add.add();
        assertThat(closed).hasSize(1);
        assertThat(viewModel.resultProperty().get()).isEqualTo("new store was made and is empty.");
        assertThat(Objects.requireNonNull(viewModel.chosenProperty().get()).name())
                .isEqualTo("new store");
    }

    @Test
    void aNameThatWasTypedIsKept() {
        AddRepositoryViewModel add =
                new AddRepositoryViewModel(bench.link, bench.texts, viewModel::added, () -> {});
        add.nameTyped();
        add.nameProperty().set("mine");
        add.folderProperty().set("/mnt/other");
        assertThat(add.nameProperty().get()).isEqualTo("mine");
    }

    @Test
    void forgetsAfterSayingWhatGoesAndWhatStays() {
        choose("nas-archive");
        bench.confirm(false);
        viewModel.forget();
        assertThat(viewModel.lines()).hasSize(3);
        assertThat(bench.questions.getFirst().text())
                .contains("412 restore points of 38 VMs")
                .contains("No file is deleted")
                .contains("/mnt/nas/sendense");
        bench.confirm(true);
        viewModel.forget();
        assertThat(viewModel.lines()).hasSize(2);
        choose("usb-disk");
        engine.store()
                .refuse(
                        Problem.of(ProblemCode.REPOSITORY_IN_USE)
                                .with("name", "usb-disk")
                                .with("use", "run 7"));
        viewModel.forget();
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.REPOSITORY_IN_USE);
    }

    @Test
    void switchesTheDefault() {
        choose("nas-archive");
        viewModel.makeDefault();
        assertThat(line("nas-archive").isDefault()).isTrue();
        assertThat(line("default").isDefault()).isFalse();
        assertThat(Objects.requireNonNull(viewModel.chosenProperty().get()).name())
                .isEqualTo("nas-archive");
    }

    @Test
    void hasLayersWrittenByAnotherServerAndSaysWhatWasFound() {
        choose("nas-archive");
        viewModel.writeWith(WrittenBy.QEMU);
        assertThat(viewModel.resultProperty().get())
                .isEqualTo(
                        "Backups into nas-archive are written by qemu-nbd 7.2.22 (/usr/bin/qemu-nbd)"
                                + " from now on. Backups that compress cannot go there.");
        assertThat(line("nas-archive").content()).endsWith("written by qemu-nbd");
        engine.store()
                .refuse(
                        Problem.of(ProblemCode.JOBS_COMPRESS)
                                .with("name", "default")
                                .with("target", "qemu-nbd")
                                .with("jobs", "nightly"));
        choose("default");
        viewModel.writeWith(WrittenBy.QEMU);
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.JOBS_COMPRESS);
        assertThat(viewModel.resultProperty().get()).isEmpty();
        assertThat(line("default").target()).isEqualTo(WrittenBy.ENGINE);
        choose("nas-archive");
        viewModel.writeWith(WrittenBy.ENGINE);
        assertThat(line("nas-archive").content()).doesNotContain("written by");
    }

    @Test
    void addsOneThatIsWrittenByQemu() {
        AddRepositoryViewModel add =
                new AddRepositoryViewModel(bench.link, bench.texts, viewModel::added, () -> {});
        add.folderProperty().set("/mnt/q");
        add.targetProperty().set(WrittenBy.QEMU);
        add.add();
        assertThat(line("q").target()).isEqualTo(WrittenBy.QEMU);
    }

    @Test
    void checksAndTellsTheFirstProblem() {
        choose("default");
        viewModel.check(false);
        assertThat(viewModel.checking().resultProperty().get())
                .isEqualTo(
                        "default: 1 of 20 restore points DAMAGED. The restore points' page shows"
                                + " which.");
        assertThat(viewModel.checking().problemProperty().get().orElseThrow().code())
                .isEqualTo("POINT-FINDING");
        bench.tasks.hold();
        viewModel.check(true);
        assertThat(viewModel.checking().runningProperty().get()).isTrue();
        viewModel.checking().cancel();
        bench.tasks.letGo();
        assertThat(viewModel.checking().runningProperty().get()).isFalse();
        assertThat(viewModel.checking().resultProperty().get())
                .isEqualTo("The check was cancelled.");
    }
}

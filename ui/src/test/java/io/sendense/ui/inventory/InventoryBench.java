package io.sendense.ui.inventory;

import io.sendense.ui.ViewModelBench;
import io.sendense.ui.frame.JobActions;
import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.VmRef;
import java.text.Collator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The view-models of the inventory page on a bench, with a record of where their commands lead.
final class InventoryBench implements JobActions {
    private static final Collator ENGLISH = Collator.getInstance(Locale.ENGLISH);

    final ViewModelBench bench;
    final RestorePoints points;
    final FilterViewModel filter;
    final InventoryViewModel inventory;
    final List<VmRef> added = new ArrayList<>();
    final List<String> jobsMade = new ArrayList<>();
    int dialogs;
    private Duration later = Duration.ZERO;

    InventoryBench(ViewModelBench bench) {
        this(bench, false);
    }

    InventoryBench(ViewModelBench bench, boolean withJobs) {
        this.bench = bench;
        this.points = new RestorePoints(bench.link, bench, this::now);
        this.filter = new FilterViewModel(bench.link, points, ENGLISH);
        this.inventory =
                new InventoryViewModel(
                        bench.link,
                        bench.texts.messages(),
                        ENGLISH,
                        filter,
                        new InventoryViewModel.Actions(
                                added::addAll,
                                () -> dialogs++,
                                bench.asker(),
                                bench,
                                withJobs ? Optional.of(this) : Optional.empty()));
    }

    VmDetailsViewModel details() {
        return new VmDetailsViewModel(bench.link, bench.texts, bench, inventory, points);
    }

    private Instant now() {
        return bench.engine.now().plus(later);
    }

    /// Lets so many days pass.
    void daysLater(int days) {
        later = later.plusDays(days);
    }

    @Override
    public List<Job> jobs() {
        return List.of(new Job(7, "nightly"));
    }

    @Override
    public void addToJob(long job, List<ObjectRef> objects) {
        jobsMade.add(job + " + " + names(objects));
    }

    @Override
    public void newJob(List<ObjectRef> objects) {
        jobsMade.add("new " + names(objects));
    }

    private static List<String> names(List<ObjectRef> objects) {
        return objects.stream().map(ObjectRef::name).toList();
    }

    Stream<InventoryNode> lines() {
        return inventory.rootsProperty().get().stream().flatMap(InventoryBench::all);
    }

    private static Stream<InventoryNode> all(InventoryNode node) {
        return Stream.concat(
                Stream.of(node), node.children().stream().flatMap(InventoryBench::all));
    }

    InventoryNode line(String name) {
        return lines().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }

    /// Names of the VMs and templates that the tree shows.
    List<String> shownVms() {
        return lines().filter(InventoryNode::isVm).map(InventoryNode::name).toList();
    }
}

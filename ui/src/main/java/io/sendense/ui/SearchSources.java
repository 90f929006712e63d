package io.sendense.ui;

import io.sendense.engine.PointView;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.frame.ConsoleMemory;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.Page;
import io.sendense.ui.frame.Place;
import io.sendense.ui.frame.ThemeChoice;
import io.sendense.ui.frame.search.SearchItem;
import io.sendense.ui.frame.search.SearchKind;
import io.sendense.ui.frame.search.SearchSource;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.VmRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;

/// What of the engine can be found by the search over everything. Immutable.
final class SearchSources {
    private static final int MOST_RUNS = 2000;

    private final EngineLink link;
    private final Texts texts;
    private final Navigator navigator;

    SearchSources(EngineLink link, Texts texts, Navigator navigator) {
        this.link = link;
        this.texts = texts;
        this.navigator = navigator;
    }

    /// What can be done from anywhere: going to each page of the navigation, and a few more.
    SearchSource commands(List<Page> pages, ConsoleMemory memory, Runnable addVCenter) {
        Messages messages = texts.messages();
        ObjectProperty<ThemeChoice> theme = memory.themeProperty();
        List<SearchItem> commands = new ArrayList<>();
        for (Page page : pages) {
            page.entry()
                    .map(entry -> messages.text("search.go", entry.name()))
                    .map(title -> command(title, () -> navigator.open(page.place())))
                    .ifPresent(commands::add);
        }
        commands.add(command(messages.text("search.add"), addVCenter));
        commands.add(command(messages.text("search.read"), link.vcenters()::refresh));
        commands.add(command(messages.text("search.light"), () -> theme.set(ThemeChoice.LIGHT)));
        commands.add(command(messages.text("search.dark"), () -> theme.set(ThemeChoice.DARK)));
        commands.add(command(messages.text("search.system"), () -> theme.set(ThemeChoice.SYSTEM)));
        List<SearchItem> all = List.copyOf(commands);
        return () -> () -> all;
    }

    private static SearchItem command(String title, Runnable action) {
        return SearchItem.of(SearchKind.COMMAND, title, "", action);
    }

    /// The VMs of all inventories that were read.
    ///
    /// @param open shows one
    /// @param backUp lists one for a backup
    SearchSource vms(Consumer<VmRef> open, Consumer<VmRef> backUp) {
        String second = texts.messages().text("search.vm.backup");
        return () -> {
            List<VCenterState> states = List.copyOf(link.vcenters().states());
            return () -> {
                List<SearchItem> items = new ArrayList<>();
                for (VCenterState state : states) {
                    state.inventory().stream()
                            .flatMap(inventory -> inventory.vms().stream())
                            .map(vm -> vm(state.name(), vm, open, backUp, second))
                            .forEach(items::add);
                }
                return items;
            };
        };
    }

    private static SearchItem vm(
            String vcenter,
            VmSummary vm,
            Consumer<VmRef> open,
            Consumer<VmRef> backUp,
            String second) {
        VmRef ref = new VmRef(vcenter, vm.id().value(), vm.name());
        String context = vm.guest().map(guest -> vcenter + "  \u00b7  " + guest).orElse(vcenter);
        return new SearchItem(
                SearchKind.VM,
                vm.name(),
                context,
                vm.instanceUuid() + " " + vm.id().value(),
                () -> open.accept(ref),
                vm.template()
                        ? Optional.empty()
                        : Optional.of(new SearchItem.Second(second, () -> backUp.accept(ref))));
    }

    /// The newest runs.
    SearchSource runs() {
        return () -> () -> link.engine().runs(MOST_RUNS).stream().map(this::run).toList();
    }

    private SearchItem run(RunView run) {
        String number = Long.toString(run.id().value());
        return SearchItem.of(
                SearchKind.RUN,
                texts.messages().text("search.run", run.vmName(), number),
                texts.badge(run.state()).text()
                        + "  \u00b7  "
                        + texts.formats().moment(run.started())
                        + "  \u00b7  "
                        + run.vcenter(),
                () -> navigator.openRun(run.id().value()));
    }

    /// All restore points that can be opened: among their VM's, or by the run that made them where
    /// there is no page of restore points.
    SearchSource points(List<Page> pages) {
        boolean paged = pages.stream().anyMatch(page -> page.place() == Place.POINTS);
        return () ->
                () ->
                        link.engine().points().stream()
                                .flatMap(point ->
                                        opening(point, paged).stream().map(go -> point(point, go)))
                                .toList();
    }

    private Optional<Runnable> opening(PointView point, boolean paged) {
        return paged
                ? Optional.of(() -> navigator.openPoints(point.vmUuid()))
                : point.run().map(run -> () -> navigator.openRun(run));
    }

    private SearchItem point(PointView point, Runnable open) {
        return new SearchItem(
                SearchKind.POINT,
                texts.messages()
                        .text(
                                "search.point",
                                point.vmName(),
                                texts.formats().moment(point.created())),
                (point.incremental()
                                ? texts.messages().text("search.point.incremental")
                                : texts.messages().text("search.point.full"))
                        + "  \u00b7  "
                        + point.repository()
                        + "  \u00b7  "
                        + texts.formats().bytes(point.layerBytes()),
                point.id() + " " + point.vmUuid() + " " + point.vcenter(),
                open,
                Optional.empty());
    }
}

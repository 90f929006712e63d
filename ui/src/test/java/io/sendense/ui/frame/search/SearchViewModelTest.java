package io.sendense.ui.frame.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.ViewModelBench;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchViewModelTest {
    private final ViewModelBench bench = new ViewModelBench(new FakeEngine());
    private final List<String> opened = new ArrayList<>();
    private final List<SearchItem> runs = new ArrayList<>(List.of(run("run 1"), run("run 22")));
    private final SearchViewModel search =
            new SearchViewModel(
                    bench.tasks,
                    List.of(
                            () -> () -> List.copyOf(runs),
                            () ->
                                    () -> {
                                        throw Problem.of(ProblemCode.CATALOG_UNAVAILABLE)
                                                .toException();
                                    }),
                    bench);

    private SearchItem run(String title) {
        return SearchItem.of(SearchKind.RUN, title, "", () -> opened.add(title));
    }

    @Test
    void findsWhatOneSourceHasThoughAnotherFails() {
        search.open();
        search.queryProperty().set("22");
        assertThat(search.found()).extracting(SearchItem::title).containsExactly("run 22");
        assertThat(search.readingProperty().get()).isFalse();
        assertThat(bench.problems).hasSize(1);
        runs.add(run("run 220"));
        search.open();
        search.queryProperty().set("22");
        assertThat(search.found()).hasSize(2);
    }

    @Test
    void opensWhatWasWrittenLastAndNothingOlder() {
        search.open();
        search.queryProperty().set("1");
        bench.tasks.hold();
        search.queryProperty().set("22");
        search.whenFound(() -> search.found().getFirst().open().run());
        assertThat(opened).as("not what the 1 had found").isEmpty();
        bench.tasks.letGo();
        assertThat(opened).containsExactly("run 22");
    }
}

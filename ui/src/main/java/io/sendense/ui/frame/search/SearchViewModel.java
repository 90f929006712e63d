package io.sendense.ui.frame.search;

import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Tasks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What is searched for and found. FX thread only.
///
/// The sources are asked each time the search is opened, each by itself, so that a slow one holds
/// up nobody. What they said last can be found until they have said it anew.
public final class SearchViewModel {
    private static final int MOST_FOUND = 50;

    private final Tasks tasks;
    private final List<SearchSource> sources;
    private final List<List<SearchItem>> read;
    private final ProblemPresenter problems;
    private final StringProperty query = new SimpleStringProperty("");
    private final ObservableList<SearchItem> found = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper();
    private SearchIndex index = SearchIndex.EMPTY;
    private int outstanding;
    private Tasks.@Nullable Work searching;
    private boolean outdated;
    private @Nullable Runnable waiting;
    private Tasks.@Nullable Work indexing;

    public SearchViewModel(Tasks tasks, List<SearchSource> sources, ProblemPresenter problems) {
        this.tasks = tasks;
        this.sources = List.copyOf(sources);
        this.problems = problems;
        this.read = new ArrayList<>(Collections.nCopies(sources.size(), List.of()));
        query.subscribe((_, _) -> search());
    }

    /// Begins anew, with what there is now.
    public void open() {
        waiting = null;
        query.set("");
        for (int i = 0; i < sources.size(); i++) {
            int number = i;
            outstanding++;
            tasks.call(
                    sources.get(i).prepare(),
                    items -> {
                        read.set(number, items);
                        answered();
                    },
                    why -> {
                        answered();
                        problems.present(why);
                    });
        }
        reading.set(outstanding > 0);
        search();
    }

    private void answered() {
        outstanding--;
        reading.set(outstanding > 0);
        if (indexing != null) {
            indexing.cancel();
        }
        List<List<SearchItem>> parts = List.copyOf(read);
        indexing =
                tasks.call(
                        () -> {
                            List<SearchItem> all = new ArrayList<>();
                            parts.forEach(all::addAll);
                            return SearchIndex.of(all);
                        },
                        made -> {
                            index = made;
                            search();
                        },
                        problems::present);
    }

    private void search() {
        if (searching != null) {
            searching.cancel();
        }
        SearchIndex now = index;
        String wanted = query.get();
        outdated = true;
        searching = tasks.call(() -> now.find(wanted, MOST_FOUND), this::show, problems::present);
    }

    private void show(List<SearchItem> items) {
        outdated = false;
        if (!found.equals(items)) {
            found.setAll(items);
        }
        Runnable next = waiting;
        waiting = null;
        if (next != null) {
            next.run();
        }
    }

    /// Does something once what is found answers what is written now: who types quickly and presses
    /// Enter means that, and not what the last letter but one had found. The last such wish counts.
    void whenFound(Runnable action) {
        if (!outdated) {
            action.run();
        } else {
            waiting = action;
        }
    }

    StringProperty queryProperty() {
        return query;
    }

    /// The best first.
    ObservableList<SearchItem> found() {
        return found;
    }

    /// Whether a source has not answered yet.
    ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }
}

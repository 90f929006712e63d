package io.sendense.ui.frame.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SearchIndexTest {
    private static SearchItem vm(String name, String context) {
        return new SearchItem(SearchKind.VM, name, context, "4221-aa", () -> {}, Optional.empty());
    }

    private static SearchItem command(String name) {
        return SearchItem.of(SearchKind.COMMAND, name, "", () -> {});
    }

    private static List<String> find(String query, SearchItem... items) {
        return SearchIndex.of(List.of(items)).find(query, 50).stream()
                .map(SearchItem::title)
                .toList();
    }

    @Test
    void putsTheBetterMatchFirst() {
        assertThat(
                        find(
                                "db",
                                vm("dubbing", "vc"),
                                vm("mydb", "vc"),
                                vm("erp", "on db-host"),
                                vm("erp-db", "vc"),
                                vm("db-server", "vc"),
                                vm("web", "vc"),
                                vm("db", "vc")))
                .containsExactly("db", "db-server", "erp-db", "mydb", "erp", "dubbing");
    }

    @Test
    void wantsEveryWordSomewhere() {
        assertThat(find("erp frankfurt", vm("erp-1", "Frankfurt"), vm("erp-2", "Dublin")))
                .containsExactly("erp-1");
        assertThat(find("4221-AA", vm("erp-1", "Frankfurt"))).containsExactly("erp-1");
    }

    @Test
    void mindsNeitherCaseNorAccents() {
        assertThat(find("MULLER", vm("m\u00fcller-pc", "vc"))).containsExactly("m\u00fcller-pc");
        assertThat(find("m\u00fcller", vm("Muller", "vc"))).containsExactly("Muller");
    }

    @Test
    void showsTheCommandsWhereNothingIsAskedYet() {
        assertThat(find(" ", vm("a", "vc"), command("Go to Runs"))).containsExactly("Go to Runs");
        assertThat(find("go", vm("go-proxy", "vc"), command("Go to Runs")))
                .as("equally good: the command, and no VM is lost")
                .containsExactly("Go to Runs", "go-proxy");
    }

    @Test
    void keepsTheOrderOfItsSourceBetweenEquals() {
        assertThat(find("run", vm("run 3", ""), vm("run 2", ""), vm("run 1", "")))
                .containsExactly("run 3", "run 2", "run 1");
    }

    @Test
    void isFastWithFifteenThousand() {
        List<SearchItem> many = new ArrayList<>();
        for (int i = 0; i < 15_000; i++) {
            many.add(vm("server-" + i + "-production", "vcenter-" + i % 7 + ".example.com"));
        }
        SearchIndex index = SearchIndex.of(many);
        List<String> queries = List.of("ser", "4999", "prod exa", "sv4999", "nothing at all");
        queries.forEach(query -> index.find(query, 50));
        long started = System.nanoTime();
        long found =
                Stream.of(queries)
                        .flatMap(List::stream)
                        .mapToLong(q -> index.find(q, 50).size())
                        .sum();
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        assertThat(found).isPositive();
        // Some milliseconds each on an idle machine.
        assertThat(took).isLessThan(Duration.ofSeconds(2));
    }
}

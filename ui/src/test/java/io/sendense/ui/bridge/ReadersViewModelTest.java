package io.sendense.ui.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.ui.FakeEngine;
import io.sendense.ui.SampleNodes;
import io.sendense.ui.ViewModelBench;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadersViewModelTest {
    private final FakeEngine engine = FakeEngine.withVCenter("vc");
    private final ViewModelBench bench = new ViewModelBench(engine);

    private ReadersViewModel readers(Optional<String> first) {
        return new ReadersViewModel(bench.link, bench.texts, first);
    }

    @Test
    void withoutNodesThereIsNothingToChoose() {
        ReadersViewModel readers = readers(Optional.empty());
        assertThat(readers.offeredProperty().get()).isFalse();
        assertThat(readers.node()).isEmpty();
    }

    @Test
    void offersThisEngineAndTheNodes() {
        SampleNodes.fill(engine);
        ReadersViewModel readers = readers(Optional.empty());
        assertThat(readers.choices())
                .extracting(ReaderChoice::text)
                .containsExactly("This engine", "dublin", "frankfurt", "warehouse");
        assertThat(readers.node()).isEmpty();
        readers.chosenProperty().set(readers.choices().get(2));
        readers.read();
        assertThat(readers.node()).contains(SampleNodes.UP);
    }

    @Test
    void aNodeThatIsGoneStaysAndIsCalledMissing() {
        ReadersViewModel readers = readers(Optional.of("attic"));
        assertThat(readers.offeredProperty().get()).isTrue();
        assertThat(readers.choices())
                .extracting(ReaderChoice::text)
                .containsExactly("This engine", "attic  \u00b7  missing");
        assertThat(readers.node()).contains("attic");
    }
}

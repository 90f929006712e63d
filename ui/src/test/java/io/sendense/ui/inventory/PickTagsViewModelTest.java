package io.sendense.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.ui.SampleInventory;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.ObjectRef;
import org.junit.jupiter.api.Test;

class PickTagsViewModelTest {
    @Test
    void listsTheTagsOfEachVCenterAndFindsByCategoryOrName() {
        ViewModelBench bench = ViewModelBench.withVCenter();
        PickTagsViewModel viewModel = new PickTagsViewModel(bench.link);
        assertThat(viewModel.tags())
                .hasSameSizeAs(SampleInventory.inventory().tags().all())
                .allSatisfy(tag -> assertThat(tag.kind()).isEqualTo(ObjectRef.Kind.TAG))
                .extracting(ObjectRef::vcenter)
                .containsOnly("vc");
        ObjectRef first = viewModel.tags().getFirst();
        viewModel.searchProperty().set(" " + first.name().toUpperCase(java.util.Locale.ROOT));
        assertThat(viewModel.tags()).contains(first);
        viewModel.searchProperty().set("no such tag");
        assertThat(viewModel.tags()).isEmpty();
        assertThat(viewModel.unreadableProperty().get()).isFalse();
    }
}

package io.sendense.ui.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.NewVCenter;
import io.sendense.engine.security.Secret;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.ViewModelBench;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VCenterFeedTest {
    private final FakeEngine engine = FakeEngine.withVCenter("vc-a");
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final VCenterFeed feed = bench.link.vcenters();

    private void addElsewhere(String name) throws Exception {
        NewVCenter added =
                new NewVCenter(
                        name,
                        "https://" + name + "/sdk",
                        "backup",
                        Secret.of(FakeEngine.PASSWORD),
                        Optional.of(FakeEngine.SHA256),
                        Optional.empty());
        assertThat(engine.addVCenter(added).name()).isEqualTo(name);
    }

    @Test
    void showsWhatWasAddedAndRemovedElsewhere() throws Exception {
        feed.refresh();
        VCenterState before = feed.state("vc-a").orElseThrow();
        assertThat(before.link()).isEqualTo(VCenterState.Link.CONNECTED);
        addElsewhere("vc-b");
        assertThat(feed.states()).as("not before the drain").hasSize(1);
        bench.tasks.passTime();
        assertThat(feed.states()).extracting(VCenterState::name).containsExactly("vc-a", "vc-b");
        assertThat(feed.state("vc-b").orElseThrow().link()).isEqualTo(VCenterState.Link.CONNECTED);
        assertThat(feed.state("vc-a")).as("was not read again").containsSame(before);
        engine.removeVCenter("vc-b");
        bench.tasks.passTime();
        assertThat(feed.states()).containsExactly(before);
    }
}

package io.sendense.ui.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.node.NodeView;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.SampleNodes;
import io.sendense.ui.ViewModelBench;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessViewModelTest {
    private final FakeEngine engine = FakeEngine.withVCenter("vc");
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final List<String> done = new ArrayList<>();

    private AccessViewModel access(String name) {
        SampleNodes.fill(engine);
        NodeView node =
                engine.nodes().list().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return new AccessViewModel(
                bench.link, bench.texts, node, () -> done.add("test"), () -> done.add("close"));
    }

    @Test
    void saysWhatIsEnteredForAKey() {
        AccessViewModel access = access(SampleNodes.UP);
        assertThat(access.hasLine()).isTrue();
        assertThat(access.lineProperty().get())
                .contains("/home/operator/.ssh/sendense_node")
                .contains("8081");
        assertThat(access.settingsProperty().get()).contains("AllowTcpForwarding yes");
        assertThat(access.intro())
                .contains("sendense@node.fra.example.com:22")
                .contains("no shell");
    }

    @Test
    void saysWhyThereIsNoLineOtherwise() {
        assertThat(access(SampleNodes.IDLE).withoutLine()).contains("SSH agent");
        AccessViewModel password = access(SampleNodes.LOST);
        assertThat(password.hasLine()).isFalse();
        assertThat(password.intro()).contains("does not take the shell");
        assertThat(password.withoutLine()).contains("password");
        assertThat(password.settingsProperty().get()).isNotEmpty();
    }

    @Test
    void leadsToTheTest() {
        access(SampleNodes.UP).test();
        assertThat(done).containsExactly("close", "test");
    }
}

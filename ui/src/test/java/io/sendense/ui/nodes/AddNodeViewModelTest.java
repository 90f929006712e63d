package io.sendense.ui.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.FakeNodes;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.security.LoginMethod;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.SampleNodes;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.nodes.AddNodeViewModel.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddNodeViewModelTest {
    private final FakeEngine engine = FakeEngine.withVCenter("vc");
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final List<NodeView> added = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final AddNodeViewModel viewModel =
            new AddNodeViewModel(bench.link, bench.texts, added::add, () -> closed.add("closed"));

    private void fill() {
        viewModel.form().nameProperty().set("site");
        viewModel.form().sshProperty().set(" backup@node.example.com ");
        viewModel.form().keyFileProperty().set("/keys/id_ed25519");
        viewModel.form().secretProperty().set("phrase");
        viewModel.form().tokenProperty().set("good\n");
    }

    @Test
    void goesOnOnlyWithAllThatIsNeeded() {
        assertThat(viewModel.continuableBinding().get()).isFalse();
        fill();
        assertThat(viewModel.continuableBinding().get()).isTrue();
        viewModel.form().keyFileProperty().set("");
        assertThat(viewModel.continuableBinding().get()).isFalse();
        viewModel.form().loginProperty().set(LoginKind.AGENT);
        assertThat(viewModel.continuableBinding().get()).isTrue();
        viewModel.form().loginProperty().set(LoginKind.PASSWORD);
        assertThat(viewModel.form().secretProperty().get())
                .as("a passphrase is no password")
                .isEmpty();
        assertThat(viewModel.continuableBinding().get()).isFalse();
    }

    @Test
    void storesNothingBeforeTheHostKeyIsAccepted() {
        fill();
        viewModel.continueToHostKey();
        assertThat(viewModel.stepProperty().get()).isEqualTo(Step.HOST_KEY);
        assertThat(viewModel.hostKeyProperty().get().fingerprint()).isEqualTo(FakeNodes.HOST_KEY);
        assertThat(viewModel.hostKeyProperty().get().command())
                .isEqualTo("ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub");
        assertThat(viewModel.questionProperty().get())
                .contains("shown by backup@node.example.com.");
        assertThat(engine.nodes().list()).isEmpty();
        viewModel.acceptAndAdd();
        NodeView node = engine.nodes().list().getFirst();
        assertThat(node.ssh()).isEqualTo("backup@node.example.com");
        assertThat(node.login()).isEqualTo(LoginMethod.KEY);
        assertThat(node.identity()).isEqualTo(Optional.of("/keys/id_ed25519"));
        assertThat(node.restPort()).isEqualTo(8081);
        assertThat(engine.nodes().secretsOf("site")).isEqualTo("goodphrase");
        assertThat(closed).hasSize(1);
        assertThat(added).containsExactly(node);
    }

    @Test
    void forgetsTheSecretsWhenItCloses() {
        fill();
        viewModel.cancel();
        assertThat(viewModel.form().secretProperty().get()).isEmpty();
        assertThat(viewModel.form().tokenProperty().get()).isEmpty();
        assertThat(closed).hasSize(1);
        fill();
        viewModel.continueToHostKey();
        viewModel.acceptAndAdd();
        assertThat(viewModel.form().secretProperty().get()).isEmpty();
        assertThat(viewModel.form().tokenProperty().get()).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsToldInTheDialogAndCanBeMended() {
        SampleNodes.fill(engine);
        fill();
        viewModel.form().nameProperty().set(SampleNodes.UP);
        viewModel.continueToHostKey();
        viewModel.acceptAndAdd();
        assertThat(viewModel.problemProperty().get().orElseThrow().code())
                .isEqualTo("NODE-NAME-TAKEN");
        assertThat(viewModel.stepProperty().get()).isEqualTo(Step.ACCOUNT);
        assertThat(viewModel.form().tokenProperty().get()).as("to try again").isNotEmpty();
        viewModel.form().nameProperty().set("other");
        viewModel.continueToHostKey();
        viewModel.acceptAndAdd();
        assertThat(added).hasSize(1);
    }

    @Test
    void aServerThatIsNotReachedIsTold() {
        fill();
        viewModel.form().sshProperty().set("nowhere");
        viewModel.continueToHostKey();
        assertThat(viewModel.problemProperty().get().orElseThrow().code())
                .isEqualTo("NODE-UNREACHABLE");
        assertThat(viewModel.busyProperty().get()).isFalse();
    }

    @Test
    void aPortThatIsNoneIsToldBeforeAnythingIsAsked() {
        for (String wrong : List.of("http", "0", "70000")) {
            fill();
            viewModel.form().portProperty().set(wrong);
            viewModel.continueToHostKey();
            assertThat(viewModel.problemProperty().get().orElseThrow().what())
                    .as(wrong)
                    .isEqualTo("This is not a port.");
            assertThat(viewModel.stepProperty().get()).isEqualTo(Step.ACCOUNT);
        }
    }

    @Test
    void takesTheTokenFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "abc123\n");
        viewModel.readToken(file);
        assertThat(viewModel.form().tokenProperty().get()).isEqualTo("abc123");
        viewModel.readToken(folder.resolve("missing"));
        assertThat(viewModel.problemProperty().get().orElseThrow().code())
                .isEqualTo("REQUEST-INVALID");
        assertThat(viewModel.form().tokenProperty().get()).isEqualTo("abc123");
    }

    @Test
    void whatIsGivenUpDoesNotArrive() {
        fill();
        bench.tasks.hold();
        viewModel.continueToHostKey();
        assertThat(viewModel.busyProperty().get()).isTrue();
        viewModel.back();
        bench.tasks.letGo();
        assertThat(viewModel.stepProperty().get()).isEqualTo(Step.ACCOUNT);
    }

    @Test
    void namesTheFileOfEachKindOfKey() {
        assertThat(ShownKey.of(new io.sendense.engine.node.NodeHostKey("ssh-rsa", "x")).command())
                .contains("ssh_host_rsa_key");
        assertThat(
                        ShownKey.of(
                                        new io.sendense.engine.node.NodeHostKey(
                                                "ecdsa-sha2-nistp256", "x"))
                                .command())
                .contains("ssh_host_ecdsa_key");
    }
}

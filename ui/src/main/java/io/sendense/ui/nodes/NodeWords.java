package io.sendense.ui.nodes;

import io.sendense.engine.node.NodeTransfer;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.LoginMethod;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts nodes and what they push into lines. Immutable.
final class NodeWords {
    private final Texts texts;

    NodeWords(Texts texts) {
        this.texts = texts;
    }

    NodeLine line(NodeView node) {
        return new NodeLine(
                node.name(),
                node.ssh(),
                texts.badge(node.state()),
                node.roundTrip().map(time -> time.toNanos() / 1000).orElse(-1L),
                node.version().orElse(Formats.NONE),
                node.hostKey(),
                node.transfers().size(),
                facts(node),
                node.problem().map(texts::view));
    }

    private List<Fact> facts(NodeView node) {
        Messages messages = texts.messages();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(messages.text("nodes.ssh"), node.ssh()));
        facts.add(new Fact(messages.text("nodes.login"), login(node.login())));
        node.identity().ifPresent(file -> facts.add(new Fact(messages.text("nodes.key"), file)));
        facts.add(
                new Fact(
                        messages.text("nodes.port"),
                        messages.text("nodes.port.value", Integer.toString(node.restPort()))));
        facts.add(new Fact(messages.text("nodes.added"), texts.formats().moment(node.added())));
        return facts;
    }

    private String login(LoginMethod login) {
        return switch (login) {
            case KEY -> texts.messages().text("nodes.login.key");
            case AGENT -> texts.messages().text("nodes.login.agent");
            case PASSWORD -> texts.messages().text("nodes.login.password");
        };
    }

    /// @param living the run, where the feed knows it
    PushLine line(NodeTransfer transfer, Optional<RunView> living) {
        Optional<DiskView> disk =
                living.stream()
                        .flatMap(run -> run.disks().stream())
                        .filter(each -> each.key() == transfer.diskKey())
                        .findFirst();
        return new PushLine(
                transfer.run().value(),
                transfer.diskKey(),
                transfer.vmName(),
                transfer.label(),
                transfer.port(),
                disk.map(NodeWords::fraction).orElse(0.0),
                disk.map(DiskView::doneBytes).orElse(-1L),
                disk.filter(each -> each.state() == DiskState.TRANSFERRING)
                        .map(DiskView::bytesPerSecond)
                        .orElse(0L));
    }

    private static double fraction(DiskView disk) {
        return disk.plannedBytes() == 0 ? 0 : (double) disk.doneBytes() / disk.plannedBytes();
    }
}

package io.sendense.ui;

import io.sendense.engine.node.NodeView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.Page;
import io.sendense.ui.frame.Views;
import io.sendense.ui.nodes.AccessController;
import io.sendense.ui.nodes.AccessViewModel;
import io.sendense.ui.nodes.AddNodeController;
import io.sendense.ui.nodes.AddNodeViewModel;
import io.sendense.ui.nodes.NodesController;
import io.sendense.ui.nodes.NodesViewModel;
import io.sendense.ui.nodes.TestNodeController;
import io.sendense.ui.nodes.TestNodeViewModel;
import io.sendense.ui.shared.Texts;

/// Puts the page of nodes and its dialogs together. FX thread only.
record NodesRoom(EngineLink link, Texts texts, Views views, Dialogs dialogs, Navigator navigator) {

    Page.View page() {
        NodesViewModel nodes =
                new NodesViewModel(
                        link,
                        texts,
                        new NodesViewModel.Actions(
                                navigator, dialogs, dialogs, this::openTest, this::openAccess));
        return new Page.View(
                views.load(
                        new NodesController(
                                nodes, texts.messages(), texts.formats(), () -> openAdd(nodes))),
                nodes::refresh);
    }

    private void openAdd(NodesViewModel nodes) {
        dialogs.show(close ->
                new AddNodeController(
                        new AddNodeViewModel(
                                link,
                                texts,
                                node -> {
                                    nodes.added(node);
                                    openAccess(node);
                                },
                                close)));
    }

    private void openTest(String node) {
        dialogs.show(
                close -> new TestNodeController(new TestNodeViewModel(link, texts, node, close)));
    }

    private void openAccess(NodeView node) {
        dialogs.show(close ->
                new AccessController(
                        new AccessViewModel(
                                link, texts, node, () -> openTest(node.name()), close)));
    }
}

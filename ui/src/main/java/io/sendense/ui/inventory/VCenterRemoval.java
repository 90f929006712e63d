package io.sendense.ui.inventory;

import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.frame.Question;
import io.sendense.ui.shared.Messages;

/// Forgets a vCenter, if the operator confirms it. FX thread only.
record VCenterRemoval(
        EngineLink link, Messages messages, Question.Asker questions, ProblemPresenter problems) {
    void ask(String name) {
        Question question =
                new Question(
                        messages.text("inventory.remove.title", name),
                        messages.text("inventory.remove.text"),
                        messages.text("inventory.remove.confirm"),
                        messages.text("inventory.remove.cancel"));
        questions.ask(
                question,
                confirmed -> {
                    if (confirmed) {
                        remove(name);
                    }
                });
    }

    private void remove(String name) {
        link.tasks()
                .call(
                        () -> {
                            link.engine().removeVCenter(name);
                            return name;
                        },
                        _ -> link.vcenters().refresh(),
                        problems::present);
    }
}

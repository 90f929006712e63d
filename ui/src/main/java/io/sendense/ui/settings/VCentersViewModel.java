package io.sendense.ui.settings;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.source.inventory.About;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.frame.Question;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The vCenters in the settings, with what can be done to each. FX thread only.
public final class VCentersViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final Actions actions;
    private final ObservableList<VCenterRow> rows = FXCollections.observableArrayList();

    /// What is done elsewhere.
    ///
    /// @param add opens the dialog that adds one
    public record Actions(Runnable add, Question.Asker questions, ProblemPresenter problems) {}

    public VCentersViewModel(EngineLink link, Texts texts, Actions actions) {
        this.link = link;
        this.texts = texts;
        this.actions = actions;
        link.vcenters().states().addListener((InvalidationListener) _ -> show());
        show();
    }

    /// A row stays the same object while its vCenter stays, so that the keyboard stays in it.
    private void show() {
        Map<String, VCenterRow> before = new HashMap<>();
        rows.forEach(row -> before.put(row.name() + row.url() + row.user(), row));
        List<VCenterRow> now =
                link.vcenters().states().stream()
                        .map(state -> {
                            var vcenter = state.vcenter();
                            VCenterRow row =
                                    before.getOrDefault(
                                            vcenter.name() + vcenter.url() + vcenter.user(),
                                            new VCenterRow(
                                                    vcenter.name(),
                                                    vcenter.url(),
                                                    vcenter.user(),
                                                    badge(state)));
                            row.show(badge(state));
                            return row;
                        })
                        .toList();
        if (!rows.equals(now)) {
            rows.setAll(now);
        }
    }

    private Badge badge(VCenterState state) {
        Messages messages = texts.messages();
        return switch (state.link()) {
            case CONNECTING ->
                    new Badge(messages.text("settings.vcenter.connecting"), Tone.NEUTRAL);
            case CONNECTED -> new Badge(messages.text("settings.vcenter.connected"), Tone.SUCCESS);
            case FAILED -> new Badge(messages.text("settings.vcenter.failed"), Tone.DANGER);
        };
    }

    ObservableList<VCenterRow> rows() {
        return rows;
    }

    void add() {
        actions.add().run();
    }

    /// Logs on with what is stored, and says how that went.
    void test(VCenterRow row) {
        Messages messages = texts.messages();
        row.note(messages.text("settings.vcenter.testing"));
        link.tasks()
                .call(
                        () -> link.engine().testVCenter(row.name()),
                        about -> {
                            row.note(answer(about));
                            link.vcenters().refresh(row.name());
                        },
                        why -> {
                            row.note(texts.view(why).what());
                            failed(why);
                        });
    }

    private String answer(About about) {
        Messages messages = texts.messages();
        return about.restrictedLicense()
                .map(license ->
                        messages.text(
                                "settings.vcenter.answers.license", about.fullName(), license))
                .orElseGet(() -> messages.text("settings.vcenter.answers", about.fullName()));
    }

    /// Forgets it, if the operator confirms what that takes with it.
    void remove(VCenterRow row) {
        Messages messages = texts.messages();
        Question question =
                new Question(
                        messages.text("settings.vcenter.remove.title", row.name()),
                        messages.text("settings.vcenter.remove.text", row.url(), row.user()),
                        messages.text("settings.vcenter.remove.confirm"),
                        messages.text("settings.vcenter.remove.cancel"));
        actions.questions()
                .ask(
                        question,
                        confirmed -> {
                            if (confirmed) {
                                forget(row.name());
                            }
                        });
    }

    private void forget(String name) {
        link.tasks()
                .call(
                        () -> {
                            link.engine().removeVCenter(name);
                            return name;
                        },
                        _ -> link.vcenters().refresh(),
                        this::failed);
    }

    private void failed(Problem problem) {
        actions.problems().present(problem);
    }
}

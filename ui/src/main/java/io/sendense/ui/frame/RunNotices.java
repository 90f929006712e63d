package io.sendense.ui.frame;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.desktop.Desktop;
import io.sendense.ui.desktop.Notice;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Tells the operator how runs ended: on the desktop while the window is in the background, in the
/// window else, and also where the desktop cannot. A run the operator cancelled is no news. FX
/// thread only.
public final class RunNotices {
    /// More ends than this at once are told as one.
    private static final int MOST_APART = 2;

    private final Tasks tasks;
    private final Texts texts;
    private final Navigator navigator;
    private final Surroundings around;
    private final Set<RunId> told = new HashSet<>();

    /// What is around the notices.
    ///
    /// @param wanted whether the operator wants any
    /// @param inFront whether the operator has the window before them
    /// @param toasts shows a notice inside the window
    /// @param raise brings the window to the front
    public record Surroundings(
            Desktop desktop,
            BooleanSupplier wanted,
            BooleanSupplier inFront,
            Consumer<Notice> toasts,
            Runnable raise) {}

    public RunNotices(Tasks tasks, Texts texts, Navigator navigator, Surroundings around) {
        this.tasks = tasks;
        this.texts = texts;
        this.navigator = navigator;
        this.around = around;
    }

    /// Tells of the runs this feed hears of from now on.
    public void follow(RunFeed feed) {
        feed.watch(changes -> onEnded(changes.runs().stream().filter(this::isNews).toList()));
    }

    private boolean isNews(RunView run) {
        return run.state().ended() && run.state() != RunState.CANCELLED && told.add(run.id());
    }

    private void onEnded(List<RunView> ended) {
        if (ended.isEmpty() || !around.wanted().getAsBoolean()) {
            return;
        }
        if (ended.size() > MOST_APART) {
            tell(together(ended));
        } else {
            ended.forEach(run -> tell(notice(run)));
        }
    }

    private Notice notice(RunView run) {
        Messages messages = texts.messages();
        Notice.Level level = level(run);
        String title =
                switch (level) {
                    case GOOD -> messages.text("notice.completed", run.vmName());
                    case WARNING -> messages.text("notice.warning", run.vmName());
                    case BAD -> messages.text("notice.failed", run.vmName());
                };
        Optional<Problem> why = run.problem().or(() -> run.warnings().stream().findFirst());
        String text =
                why.map(problem -> texts.view(problem).what())
                        .orElseGet(() ->
                                messages.text(
                                        "notice.amount",
                                        texts.formats().bytes(run.doneBytes()),
                                        texts.formats().duration(took(run))));
        long number = run.id().value();
        return new Notice(title, text, level, () -> open(() -> navigator.openRun(number)));
    }

    private static Duration took(RunView run) {
        return Duration.between(run.started(), run.ended().orElse(run.started()));
    }

    private static Notice.Level level(RunView run) {
        return switch (run.state()) {
            case COMPLETED -> Notice.Level.GOOD;
            case COMPLETED_WITH_WARNING -> Notice.Level.WARNING;
            default -> Notice.Level.BAD;
        };
    }

    private Notice together(List<RunView> ended) {
        Messages messages = texts.messages();
        long good = count(ended, Notice.Level.GOOD);
        long warning = count(ended, Notice.Level.WARNING);
        long bad = count(ended, Notice.Level.BAD);
        return new Notice(
                messages.text("notice.several", ended.size()),
                messages.text("notice.several.text", good, warning, bad),
                bad > 0 ? Notice.Level.BAD : warning > 0 ? Notice.Level.WARNING : Notice.Level.GOOD,
                () -> open(navigator::openRuns));
    }

    private static long count(List<RunView> ended, Notice.Level level) {
        return ended.stream().filter(run -> level(run) == level).count();
    }

    private void open(Runnable page) {
        tasks.onScreen(() -> {
            around.raise().run();
            page.run();
        });
    }

    private void tell(Notice notice) {
        if (around.inFront().getAsBoolean()) {
            around.toasts().accept(notice);
            return;
        }
        tasks.call(
                () -> around.desktop().tell(notice),
                could -> {
                    if (!could) {
                        around.toasts().accept(notice);
                    }
                },
                _ -> around.toasts().accept(notice));
    }
}

package io.sendense.ui.run;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.util.Optional;

/// Puts a run into the words of its header. Immutable.
final class RunWords {
    private final Messages messages;
    private final Formats formats;

    RunWords(Texts texts) {
        this.messages = texts.messages();
        this.formats = texts.formats();
    }

    String subtitle(RunView run) {
        return messages.text(
                "run.subtitle",
                run.id().toString(),
                run.vcenter(),
                run.repository(),
                formats.moment(run.started()));
    }

    /// What went wrong, in the run or, while it waits for a retry, with a disk; else what needs a
    /// person.
    Optional<Problem> problem(RunView run) {
        return run.problem()
                .or(() ->
                        run.phase() == RunPhase.AWAITING_RETRY
                                ? run.disks().stream()
                                        .flatMap(disk -> disk.problem().stream())
                                        .findFirst()
                                : Optional.empty())
                .or(() -> run.warnings().stream().findFirst());
    }

    /// One line on how far the run is, or how it ended.
    String progress(RunView run) {
        String amount =
                messages.text(
                        "run.amount",
                        formats.bytes(run.doneBytes()),
                        formats.bytes(run.plannedBytes()));
        if (run.ended().isPresent()) {
            Duration time = Duration.between(run.started(), run.ended().get());
            return messages.text("run.ended", amount, formats.duration(time));
        }
        if (run.phase() == RunPhase.AWAITING_RETRY) {
            return messages.text("run.waiting", amount, new Steps(messages).name(run.phase()));
        }
        if (run.phase() != RunPhase.TRANSFER) {
            return new Steps(messages).name(run.phase());
        }
        long rate =
                run.disks().stream()
                        .filter(disk -> disk.state() == DiskState.TRANSFERRING)
                        .mapToLong(DiskView::bytesPerSecond)
                        .sum();
        if (rate <= 0) {
            return amount;
        }
        return messages.text(
                "run.moving",
                amount,
                formats.rate(rate),
                formats.timeLeft(run.plannedBytes() - run.doneBytes(), rate));
    }
}

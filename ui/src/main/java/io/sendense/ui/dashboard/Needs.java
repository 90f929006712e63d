package io.sendense.ui.dashboard;

import io.sendense.engine.RepositoryView;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds what needs a person in what is known, the gravest first. Pure: same state, same list.
final class Needs {
    /// A failure that nobody has followed by another run in two weeks is history.
    private static final Duration RECENT = Duration.ofDays(14);

    private static final Duration LATELY = Duration.ofDays(7);

    private static final int NAMED = 3;

    private final DashboardState state;
    private final Protection protection;
    private final Instant now;
    private final Texts texts;
    private final Messages messages;
    private final List<Need> found = new ArrayList<>();

    private Needs(DashboardState state, Protection protection, Instant now, Texts texts) {
        this.state = state;
        this.protection = protection;
        this.now = now;
        this.texts = texts;
        this.messages = texts.messages();
    }

    /// @param protection of the same state
    static List<Need> of(DashboardState state, Protection protection, Instant now, Texts texts) {
        Needs needs = new Needs(state, protection, now, texts);
        needs.vcenters();
        needs.repositories();
        needs.space();
        needs.jobs();
        needs.runs();
        needs.unprotected();
        return needs.found.stream()
                .sorted(Comparator.comparing(Need::tone, Comparator.reverseOrder()))
                .toList();
    }

    private void add(Tone tone, String title, String detail, Need.Goal goal, long number) {
        found.add(new Need(tone, title, detail, goal, number));
    }

    private String what(Optional<Problem> problem) {
        return problem.map(texts::view).map(ProblemView::what).orElse("");
    }

    private void vcenters() {
        for (VCenterState vcenter : state.vcenters()) {
            if (vcenter.link() == VCenterState.Link.FAILED) {
                add(
                        Tone.DANGER,
                        messages.text("need.vcenter", vcenter.name()),
                        what(vcenter.problem()),
                        Need.Goal.INVENTORY,
                        0);
            }
        }
    }

    private void repositories() {
        for (RepositoryView repository : state.repositories()) {
            if (repository.freeBytes() < 0) {
                add(
                        Tone.DANGER,
                        messages.text("need.repository", repository.name()),
                        repository.path(),
                        Need.Goal.REPOSITORIES,
                        0);
            } else if (repository.problem().isPresent()) {
                add(
                        Tone.WARNING,
                        messages.text("need.repository.problem", repository.name()),
                        what(repository.problem()),
                        Need.Goal.REPOSITORIES,
                        0);
            }
        }
    }

    /// What is full soon, or nearly so. One with a problem is told of for that.
    private void space() {
        Set<String> sound = new HashSet<>();
        state.repositories().stream()
                .filter(each -> each.reachable() && each.problem().isEmpty())
                .forEach(each -> sound.add(each.name()));
        for (SpaceLine line : state.space()) {
            boolean scarce = line.tone() == Tone.DANGER || line.tone() == Tone.WARNING;
            if (scarce && sound.contains(line.name())) {
                add(
                        line.tone(),
                        messages.text("need.space", line.name()),
                        messages.text("need.space.text", line.free(), line.trend()),
                        Need.Goal.REPOSITORIES,
                        0);
            }
        }
    }

    private void jobs() {
        for (JobView job : state.jobs()) {
            String name = job.definition().name();
            state.executions().stream()
                    .filter(run -> run.job().equals(Optional.of(job.id())) && run.state().ended())
                    .filter(run -> run.state() != JobRunState.SKIPPED)
                    .findFirst()
                    .ifPresent(run -> execution(name, run));
            skipped(job);
            if (!job.enabled()) {
                add(
                        Tone.NEUTRAL,
                        messages.text("need.job.disabled", name),
                        messages.text("need.job.disabled.text"),
                        Need.Goal.JOBS,
                        0);
            }
        }
    }

    private void execution(String name, JobRunView run) {
        boolean failed = run.state() == JobRunState.FAILED;
        if (!failed && run.state() != JobRunState.COMPLETED_WITH_WARNING) {
            return;
        }
        JobVmState concerned = failed ? JobVmState.FAILED : JobVmState.COMPLETED_WITH_WARNING;
        List<JobRunVm> vms = run.vms().stream().filter(vm -> vm.state() == concerned).toList();
        String detail =
                vms.isEmpty()
                        ? what(run.problem())
                        : names(vms.stream().map(JobRunVm::vmName).toList());
        add(
                failed ? Tone.DANGER : Tone.WARNING,
                failed
                        ? messages.text("need.job.failed", name, ago(run.ended()))
                        : messages.text("need.job.warning", name, ago(run.ended())),
                detail,
                Need.Goal.JOB_RUN,
                run.id().value());
    }

    /// A time that was skipped once is an accident; more of them in a week are a schedule that does
    /// not fit.
    private void skipped(JobView job) {
        List<JobRunView> lately =
                state.executions().stream()
                        .filter(run -> run.job().equals(Optional.of(job.id())))
                        .filter(run -> run.state() == JobRunState.SKIPPED)
                        .filter(run -> run.ended().orElse(now).isAfter(now.minus(LATELY)))
                        .toList();
        long times = lately.stream().mapToLong(JobRunView::timesSkipped).sum();
        if (times > 1) {
            add(
                    Tone.WARNING,
                    messages.text("need.job.skipped", job.definition().name(), times),
                    messages.text("need.job.skipped.text", ago(lately.getFirst().ended())),
                    Need.Goal.JOB_RUN,
                    lately.getFirst().id().value());
        }
    }

    private String ago(Optional<Instant> end) {
        return texts.moments().ago(end.orElse(now), now);
    }

    /// Runs that belong to no job: the newest of each VM.
    private void runs() {
        Set<RunId> ofJobs = new HashSet<>();
        state.executions().forEach(run -> run.vms().forEach(vm -> vm.run().ifPresent(ofJobs::add)));
        Set<String> seen = new HashSet<>();
        for (RunView run : state.runs()) {
            if (!run.state().ended() || !seen.add(run.vcenter() + "\n" + run.vmId())) {
                continue;
            }
            boolean failed = run.state() == RunState.FAILED;
            boolean concerns = failed || run.state() == RunState.COMPLETED_WITH_WARNING;
            if (concerns
                    && !ofJobs.contains(run.id())
                    && run.ended().orElse(now).isAfter(now.minus(RECENT))) {
                add(
                        failed ? Tone.DANGER : Tone.WARNING,
                        failed
                                ? messages.text("need.run.failed", run.vmName(), ago(run.ended()))
                                : messages.text("need.run.warning", run.vmName(), ago(run.ended())),
                        what(run.problem().or(() -> run.warnings().stream().findFirst())),
                        Need.Goal.RUN,
                        run.id().value());
            }
        }
    }

    private void unprotected() {
        List<String> vms = protection.unprotected();
        if (!vms.isEmpty()) {
            add(
                    Tone.WARNING,
                    messages.text("need.unprotected", vms.size()),
                    names(vms),
                    Need.Goal.UNPROTECTED,
                    0);
        }
    }

    private String names(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED
                ? first
                : messages.text("need.more", first, names.size() - NAMED);
    }
}

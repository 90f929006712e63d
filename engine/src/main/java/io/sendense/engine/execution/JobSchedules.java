package io.sendense.engine.execution;

import io.sendense.engine.catalog.JobRow;
import io.sendense.engine.catalog.queue.DueTimes;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.ScheduleTimes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs jobs when they are due. Thread-safe.
///
/// Where times passed while nobody was there to start the job, the last of them is made up as soon
/// as somebody is, if it is less than a day old. A time at which the job still runs is skipped, and
/// told as an execution that was ([SkippedTimes]).
public final class JobSchedules implements AutoCloseable {
    /// Up to this age a missed time is made up.
    public static final Duration MADE_UP = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(JobSchedules.class);

    private final JobEnvironment environment;
    private final JobRunner runner;
    private final SkippedTimes skipped;
    private final DueTimes times;

    public JobSchedules(JobEnvironment environment, JobRunner runner) {
        this.environment = environment;
        this.runner = runner;
        this.skipped = new SkippedTimes(environment);
        this.times =
                new DueTimes(
                        environment.catalog(),
                        environment.clock(),
                        DueTimes.USUAL_PERIOD,
                        new Due());
    }

    private final class Due implements DueTimes.Called {
        @Override
        public Optional<Instant> due(JobId id, Instant due) {
            Optional<JobRow> job = environment.catalog().jobs().find(id);
            if (job.isEmpty() || !job.get().enabled()) {
                return Optional.empty();
            }
            Instant now = environment.clock().instant();
            begin(job.get(), due, now);
            return ScheduleTimes.next(job.get().definition().schedule(), now);
        }

        @Override
        public void moved(JobId job) {
            environment.listener().jobsChanged();
        }
    }

    private void begin(JobRow job, Instant due, Instant now) {
        String name = job.definition().name();
        Optional<Instant> missed = stillDue(job.definition().schedule(), due, now);
        if (missed.isEmpty()) {
            LOG.warn("job {} was due at {}, more than a day ago: it is not made up", name, due);
        } else if (environment.catalog().jobRuns().hasBegun(job.id(), missed.get())) {
            LOG.info("job {} has begun for {} already", name, missed.get());
        } else {
            try {
                runner.start(job, JobTrigger.SCHEDULE);
            } catch (EngineException e) {
                LOG.warn("job {} was due at {} and is skipped: {}", name, due, e.getMessage());
                if (e.problem().code() == ProblemCode.JOB_BUSY) {
                    skipped.record(job, missed.get());
                }
            }
        }
    }

    /// The time to run for: `due` itself, or a later one that has passed too and is not old.
    private static Optional<Instant> stillDue(Schedule schedule, Instant due, Instant now) {
        Instant oldest = now.minus(MADE_UP);
        return due.isAfter(oldest)
                ? Optional.of(due)
                : ScheduleTimes.next(schedule, oldest).filter(time -> !time.isAfter(now));
    }

    /// Brings the times in line with the jobs: what a crash between two changes left.
    public void settle() {
        Map<JobId, Instant> all = times.all();
        for (JobRow job : environment.catalog().jobs().list()) {
            Instant known = all.remove(job.id());
            if (known == null || !isScheduled(job)) {
                set(job);
            }
        }
        all.keySet().forEach(times::clear);
    }

    private static boolean isScheduled(JobRow job) {
        return job.enabled()
                && ScheduleTimes.next(job.definition().schedule(), Instant.EPOCH).isPresent();
    }

    /// Runs jobs from now on when they are due. Repeatable.
    public void start() {
        times.start();
    }

    /// A job was defined, or its schedule begins or ceases to count: when it is due is counted from
    /// now.
    public void set(JobRow job) {
        Optional<Instant> next =
                job.enabled()
                        ? ScheduleTimes.next(
                                job.definition().schedule(), environment.clock().instant())
                        : Optional.empty();
        next.ifPresentOrElse(time -> times.set(job.id(), time), () -> times.clear(job.id()));
    }

    /// A job is being changed or removed: until `set` it is not due.
    public void clear(JobId job) {
        times.clear(job);
    }

    /// When a job is due next. In the past where nobody was there to start it.
    public Optional<Instant> next(JobId job) {
        return times.at(job);
    }

    /// When each job is due that ever is.
    public Map<JobId, Instant> all() {
        return times.all();
    }

    @Override
    public void close() {
        times.close();
    }
}

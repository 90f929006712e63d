package io.sendense.ui;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Jobs for tests, as an administrator might have defined them.
public final class SampleJobs {
    public static final String VCENTER = "vcenter.example.com";

    private SampleJobs() {}

    /// Every evening at ten, two VMs at a time.
    public static JobDefinition nightly(String name, Selector... held) {
        return definition(name, new Schedule.Daily(LocalTime.of(22, 0), ZoneOffset.UTC), held);
    }

    public static JobDefinition definition(String name, Schedule schedule, Selector... held) {
        return new JobDefinition(
                name,
                new Selection(List.of(held), List.of()),
                Optional.empty(),
                schedule,
                BackupOptions.usual(),
                2);
    }

    public static Selector vm(String id, String name) {
        return Selector.of(VCENTER, SelectorKind.VM, id, name);
    }

    public static Selector folder(String id, String name) {
        return Selector.of(VCENTER, SelectorKind.FOLDER, id, name);
    }

    /// Five jobs with two weeks behind them.
    public static void define(FakeEngine engine) throws EngineException {
        FakeJobs jobs = engine.jobs();
        JobId databases = jobs.add(nightly("Databases", folder("group-v11", "Databases"))).id();
        JobId production =
                jobs.add(
                                new JobDefinition(
                                        "Production without databases",
                                        new Selection(
                                                List.of(folder("group-v10", "Production")),
                                                List.of(folder("group-v11", "Databases"))),
                                        Optional.of("default"),
                                        new Schedule.Weekly(
                                                Set.of(DayOfWeek.MONDAY, DayOfWeek.THURSDAY),
                                                LocalTime.of(2, 0),
                                                ZoneOffset.UTC),
                                        BackupOptions.usual(),
                                        4))
                        .id();
        JobId shop =
                jobs.add(
                                definition(
                                        "Shop",
                                        new Schedule.Cron("30 3 * * *", ZoneOffset.UTC),
                                        Selector.of(
                                                VCENTER,
                                                SelectorKind.VAPP,
                                                "resgroup-v31",
                                                "Shop")))
                        .id();
        JobId mail =
                jobs.add(
                                definition(
                                        "Mail before updates",
                                        new Schedule.Manual(),
                                        vm("vm-141", "mail-01")))
                        .id();
        JobId test = jobs.add(nightly("Test machines", folder("group-v12", "Test"))).id();
        jobs.enable(test, false);
        history(engine, databases, 14, Set.of(9), Set.of(4));
        history(engine, production, 4, Set.of(), Set.of());
        history(engine, shop, 14, Set.of(14), Set.of(2, 3));
        jobs.past(mail, JobRunState.COMPLETED, before(engine, 6, 10), List.of());
        history(engine, test, 8, Set.of(), Set.of());
    }

    /// One execution a day, the last `days` ago counted from 1; on some it failed or warned.
    private static void history(
            FakeEngine engine, JobId job, int days, Set<Integer> failed, Set<Integer> warned) {
        for (int day = 1; day <= days; day++) {
            JobRunState state =
                    failed.contains(day)
                            ? JobRunState.FAILED
                            : warned.contains(day)
                                    ? JobRunState.COMPLETED_WITH_WARNING
                                    : JobRunState.COMPLETED;
            List<JobRunVm> vms = failed.contains(day) ? List.of(unstarted()) : List.of();
            engine.jobs().past(job, state, before(engine, days - day, 2), vms);
        }
    }

    private static JobRunVm unstarted() {
        return new JobRunVm(
                VCENTER,
                "vm-107",
                "50300000-0000-4000-8000-000000000107",
                "shop-frontend",
                JobVmState.FAILED,
                Optional.empty(),
                Optional.of(Problem.of(ProblemCode.VM_BUSY).with("vm", "shop-frontend")));
    }

    private static Instant before(FakeEngine engine, int days, int hours) {
        return engine.now().minus(Duration.ofDays(days)).minus(Duration.ofHours(hours));
    }
}

package io.sendense.engine;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Jobs of a lab's VMs for tests.
public final class LabJobs {
    private LabJobs() {}

    public static Selector folder(Engine engine, String name) throws Exception {
        Container found =
                engine.inventory(LabHome.NAME).containers().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return Selector.of(LabHome.NAME, SelectorKind.FOLDER, found.id().value(), name);
    }

    public static Selector vm(Engine engine, String name) throws Exception {
        VmSummary found = new VmName(name).find(engine.inventory(LabHome.NAME), LabHome.NAME);
        return Selector.of(LabHome.NAME, SelectorKind.VM, found.id().value(), name);
    }

    public static JobDefinition job(String name, Schedule schedule, Selector... included) {
        return job(name, schedule, new Selection(List.of(included), List.of()), 2);
    }

    public static JobDefinition job(
            String name, Schedule schedule, Selection selection, int atOnce) {
        return new JobDefinition(
                name, selection, Optional.empty(), schedule, BackupOptions.usual(), atOnce);
    }

    /// Runs a job and waits for its end.
    public static JobRunView run(Engine engine, JobId job) throws Exception {
        return engine.jobs().await(engine.jobs().run(job));
    }

    /// Reads of disks are refused until the lab's faults are cleared, and tried again: runs live
    /// until then. VMs need data for that.
    public static void hold(LabHome lab) {
        lab.lab
                .faults()
                .add(FaultRule.on(FaultRule.FOLDER, new FaultAction.AnswerStatus(503)).always());
    }

    /// A question that may fail.
    public interface Condition {
        boolean holds() throws Exception;
    }

    /// Waits until something holds.
    public static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came to that");
            }
            Thread.sleep(20);
        }
    }
}

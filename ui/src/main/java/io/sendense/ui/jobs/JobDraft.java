package io.sendense.ui.jobs;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.Selection;
import io.sendense.engine.run.BackupOptions;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectRef;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/// What the editor begins with. Immutable.
///
/// @param changes the job that is changed; absent for a new one
public record JobDraft(Optional<JobId> changes, JobDefinition definition) {
    private static final LocalTime USUAL_TIME = LocalTime.of(22, 0);
    private static final int USUAL_AT_ONCE = 2;

    /// A new job that holds these objects and runs every evening.
    static JobDraft of(List<ObjectRef> objects, Formats formats) {
        return new JobDraft(
                Optional.empty(),
                new JobDefinition(
                        "",
                        Selectors.including(new Selection(List.of(), List.of()), objects),
                        Optional.empty(),
                        new Schedule.Daily(USUAL_TIME, formats.zone()),
                        BackupOptions.usual(),
                        USUAL_AT_ONCE));
    }

    static JobDraft changing(JobView job) {
        return new JobDraft(Optional.of(job.id()), job.definition());
    }

    static JobDraft copying(JobView job, Messages messages) {
        JobDefinition like = job.definition();
        return new JobDraft(
                Optional.empty(),
                new JobDefinition(
                        messages.text("editor.copy", like.name()),
                        like.selection(),
                        like.repository(),
                        like.schedule(),
                        like.options(),
                        like.atOnce()));
    }
}

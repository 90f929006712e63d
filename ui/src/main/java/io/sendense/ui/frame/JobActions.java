package io.sendense.ui.frame;

import io.sendense.ui.shared.ObjectRef;
import java.util.List;

/// What can be done with objects of an inventory and jobs, for features that know objects. FX
/// thread only.
public interface JobActions {
    /// The jobs there are, by name.
    List<Job> jobs();

    /// Puts objects among what a job backs up, and says so on screen with a way back.
    void addToJob(long job, List<ObjectRef> objects);

    /// Opens the editor with a new job that holds these objects.
    void newJob(List<ObjectRef> objects);

    /// A job to choose.
    ///
    /// @param id its number
    record Job(long id, String name) {}
}

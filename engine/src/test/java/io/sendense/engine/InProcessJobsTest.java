package io.sendense.engine;

/// The contract of jobs in this process.
class InProcessJobsTest extends JobsContract {
    @Override
    protected Engine open(LabHome lab) throws Exception {
        return lab.open();
    }
}

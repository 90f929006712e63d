package io.sendense.engine;

import io.sendense.engine.job.JobId;
import io.sendense.engine.security.Secret;
import java.nio.file.Path;

/// Child of the tests: runs the only job of a home and waits for it.
final class RunningJobProcess {
    private RunningJobProcess() {}

    /// @param arguments home, password of the vCenter
    public static void main(String[] arguments) throws Exception {
        MemorySecretStore secrets = new MemorySecretStore();
        secrets.put("vcenter/" + LabHome.NAME, Secret.of(arguments[1]));
        try (Engine engine = LabHome.open(Path.of(arguments[0]), secrets)) {
            engine.runSchedules();
            JobId job = engine.jobs().list().getFirst().id();
            var run = engine.jobs().run(job);
            LabJobs.await(() ->
                    engine.jobs().run(run).vms().stream().anyMatch(vm -> vm.run().isPresent()));
            System.out.println("running");
            System.out.println(engine.jobs().await(run).state());
        }
    }
}

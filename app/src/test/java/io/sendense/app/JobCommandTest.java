package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Jobs by command.
@Timeout(300)
class JobCommandTest {
    @TempDir private Path folder;
    private LabVCenter lab;
    private Commands commands;

    @BeforeEach
    void startLab() throws Exception {
        lab = LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(0));
        commands = new Commands(folder.resolve("home"));
        commands.add(lab);
    }

    @AfterEach
    void stopLab() {
        lab.close();
    }

    private Commands.Ran done(String... arguments) {
        Commands.Ran ran = commands.run(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran;
    }

    private Commands.Ran add(String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(new String[] {"job", "add", "--vcenter", "lab"}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return commands.run(all);
    }

    @Test
    void aTimeZoneWithoutATimeIsRefused() {
        Commands.Ran refused = add("Fleet", "--folder", "Fleet", "--time-zone", "Europe/Berlin");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--time-zone Europe/Berlin", "--daily");
        assertThat(done("job", "list", "--json").json().path("jobs").size()).isZero();
    }

    @Test
    void aJobIsDefinedRunSwitchedOffAndRemoved() {
        lab.machines().create("one");
        lab.machines().create("two");
        lab.machines().create("not this");
        Commands.Ran added =
                add(
                        "Fleet",
                        "--folder",
                        "Fleet",
                        "--except",
                        "not this",
                        "--weekly",
                        "mon,wed@02:30",
                        "--time-zone",
                        "Europe/Berlin",
                        "--at-once",
                        "1",
                        "--bandwidth",
                        "500M",
                        "--hold-for-retry",
                        "90m");
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(added.out()).contains("Added job Fleet with 2 VMs now, next at ");

        Commands.Ran run = done("job", "run", "fleet");
        assertThat(run.err())
                .contains("Execution 1 of job Fleet: completed, 2 of 2 VMs have a restore point.")
                .contains("one: completed, run 1", "two: completed, run 2");
        JsonNode result = done("job", "run", "Fleet", "--json").json();
        assertThat(result.path("type").asString()).isEqualTo("result");
        assertThat(result.path("jobRun").path("state").asString()).isEqualTo("COMPLETED");
        assertThat(result.path("jobRun").path("vms").path(1).path("run").asLong()).isEqualTo(4);

        assertThat(done("job", "list").out())
                .contains("mon,wed at 02:30 Europe/Berlin", "next at ", "completed");
        JsonNode listed = done("job", "list", "--json").json().path("jobs").path(0);
        assertThat(listed.path("id").asLong()).isEqualTo(1);
        assertThat(listed.path("definition").path("schedule").path("kind").asString())
                .isEqualTo("WEEKLY");
        assertThat(done("job", "show", "1").err())
                .contains("selects folder Fleet on lab", "without vm not this on lab", "500.0 MiB")
                .contains("mon,wed at 02:30 Europe/Berlin", "held for a retry for 90m");
        assertThat(done("job", "runs").out().lines()).hasSize(3);
        assertThat(done("job", "runs", "--last", "1", "--json").json().path("jobRuns").size())
                .isEqualTo(1);

        assertThat(done("job", "disable", "Fleet").out()).contains("Job Fleet is disabled.");
        assertThat(done("job", "list").out()).contains("disabled");
        assertThat(done("job", "enable", "Fleet").out()).contains("is enabled, next at ");
        assertThat(commands.run("job", "cancel", "1").err()).contains("JOB-RUN-NOT-ACTIVE");
        assertThat(commands.run("job", "cancel", "77").err()).contains("JOB-RUN-UNKNOWN");
        assertThat(done("job", "remove", "Fleet").out()).contains("Removed job Fleet.");
        assertThat(commands.run("job", "run", "Fleet").err()).contains("JOB-UNKNOWN");
        assertThat(done("job", "runs").out()).contains("Fleet");
        assertThat(done("points").out().lines()).hasSize(5);
    }

    @Test
    void aJobWhoseVmIsGoneFailsAndSaysWhich() {
        lab.machines().create("one");
        lab.machines().create("two");
        assertThat(add("Pair", "one", "two").code()).isZero();
        lab.machines().remove("two");
        Commands.Ran run = commands.run("job", "run", "Pair");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("failed, 1 of 2 VMs have a restore point.")
                .contains("one: completed", "two: failed", "There is no VM two");
    }

    @Test
    void namesThatAreMissingOrMeanSeveralAreRefused() {
        assertThat(add("A", "app").err()).contains("VM-AMBIGUOUS");
        assertThat(add("A", "--folder", "nowhere").err())
                .contains("INVENTORY-OBJECT-UNKNOWN", "folder 'nowhere'");
        assertThat(add("A", "--tag", "No/Such").err())
                .contains("INVENTORY-OBJECT-UNKNOWN", "tag 'No/Such'");
        assertThat(add("A").err()).contains("JOB-INVALID", "It selects nothing");
        assertThat(add("A", "web01", "--cron", "61 * * * *").err())
                .contains("JOB-INVALID", "'61' is no minute");
        assertThat(add("A", "web01", "--weekly", "mon@25:00").code()).isEqualTo(2);
        assertThat(add("A", "web01", "--weekly", "foo@02:00").err())
                .contains("'foo' is none of mon, tue");
        assertThat(add("A", "web01", "--time-zone", "Mars/Base").code()).isEqualTo(2);
        assertThat(add("A", "web01", "--at-once", "33").code()).isEqualTo(2);
        assertThat(add("A", "web01", "--daily", "02:30", "--cron", "* * * * *").code())
                .isEqualTo(2);
        assertThat(add("A", "--folder", "/Berlin/Web/Frontend", "--daily", "02:30").code())
                .isZero();
        assertThat(add("a", "web01").err()).contains("JOB-NAME-TAKEN");
        assertThat(done("job", "list").out().lines()).hasSize(2);
    }

    @Test
    void aTagSelectsTheVmsThatBearIt() {
        String one = lab.machines().create("one");
        String two = lab.machines().create("two");
        String out = lab.machines().create("out");
        lab.tags().create("Policy", "Nightly");
        lab.tags().create("Policy", "Never");
        lab.tags().attach("Policy", "Nightly", "VirtualMachine", one);
        lab.tags().attach("Policy", "Nightly", "VirtualMachine", out);
        lab.tags().attach("Policy", "Never", "VirtualMachine", out);
        Commands.Ran added =
                add("Tagged", "--tag", "Policy/Nightly", "--except-tag", "Policy/Never");
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(added.out()).contains("with 1 VM now, run by hand.");
        lab.tags().attach("Policy", "Nightly", "VirtualMachine", two);
        Commands.Ran run = done("job", "run", "Tagged");
        assertThat(run.err())
                .contains("2 of 2 VMs have a restore point.", "one: completed", "two: completed");
        assertThat(done("job", "show", "Tagged").err())
                .contains("selects tag Policy/Nightly on lab", "without tag Policy/Never on lab");
    }

    /// No job begins in a process that only lists something.
    @Test
    void aDueJobDoesNotBeginInACommand() throws Exception {
        lab.machines().create("one");
        assertThat(add("Minutely", "one", "--cron", "* * * * *").code()).isZero();
        Thread.sleep(61_000);
        assertThat(done("job", "runs").out().lines()).hasSize(1);
        assertThat(done("job", "list").out()).contains("next at ");
    }
}

package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// How commands name VMs: by name where it is unique, else `moref:` or `uuid:`, on one vCenter or
/// several.
@Timeout(180)
class VmNamesTest {
    @TempDir private Path folder;

    private Commands.Ran run(String... arguments) {
        return new Commands(folder.resolve("home")).run(arguments);
    }

    private Commands.Ran done(String... arguments) {
        Commands.Ran ran = run(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran;
    }

    private static LabOptions options(long seed) {
        return LabOptions.standard(Clock.systemUTC()).withGuestSteps(0).withSeed(seed);
    }

    @Test
    void withoutAnyVCenterThatIsSaid() {
        Commands.Ran ran = run("inventory", "--vm", "web01");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("no vCenter is known", "sendense vcenter add");
    }

    @Test
    void aVmIsLookedForOnAllVCenters() throws Exception {
        Commands commands = new Commands(folder.resolve("home"));
        try (LabVCenter first = LabVCenter.start(options(1));
                LabVCenter second = LabVCenter.start(options(2).withExtraMachines(1))) {
            commands.addAs("north", first);
            commands.addAs("south", second);

            String id =
                    done("inventory", "--vm", "fleet-00001", "--json")
                            .json()
                            .at("/summary/id")
                            .asString();
            assertThat(id).startsWith("vm-");

            Commands.Ran both = run("inventory", "--vm", "web01");
            assertThat(both.code()).isEqualTo(1);
            assertThat(both.err())
                    .contains("VM-AMBIGUOUS")
                    .containsPattern("moref:vm-\\d+ on north, moref:vm-\\d+ on south")
                    .contains("--vcenter");
            done("inventory", "--vcenter", "south", "--vm", "web01");

            Commands.Ran none = run("inventory", "--vm", "no such vm");
            assertThat(none.code()).isEqualTo(1);
            assertThat(none.err()).contains("VM-UNKNOWN", "on north, south.");
            for (String half : List.of("moref:", "uuid:")) {
                assertThat(run("inventory", "--vcenter", "north", "--vm", half).err())
                        .contains("VM-UNKNOWN");
            }
        }
    }

    @Test
    void pointsAreFoundByEachOfAVmsNames() throws Exception {
        try (LabVCenter lab = LabVCenter.start(options(1))) {
            new Commands(folder.resolve("home")).add(lab);
            List<JsonNode> apps =
                    done("inventory", "--json")
                            .json()
                            .at("/vcenters/0/vms")
                            .valueStream()
                            .filter(vm -> vm.path("name").asString().equals("app"))
                            .toList();
            assertThat(apps).hasSize(3);
            String first = "moref:" + apps.get(0).path("id").asString();
            String second = "moref:" + apps.get(1).path("id").asString();
            String third = "moref:" + apps.get(2).path("id").asString();
            String uuid = apps.get(0).path("instanceUuid").asString();

            done("backup", "--vcenter", "lab", first, first);
            assertThat(points("app")).hasSize(1);
            done("backup", "--vcenter", "lab", first, second);

            assertThat(points(first)).hasSize(2);
            assertThat(points(second)).hasSize(1);
            assertThat(points(third)).isEmpty();
            assertThat(points("uuid:" + uuid.toUpperCase(Locale.ROOT))).hasSize(2);
            assertThat(points("no such vm")).isEmpty();

            Commands.Ran both = run("points", "--vm", "app");
            assertThat(both.code()).isEqualTo(1);
            assertThat(both.err()).contains("VM-AMBIGUOUS", "uuid:" + uuid);

            String newest = points(second).getFirst().path("id").asString();
            assertThat(done("verify", second + "@latest").out()).contains(newest, "sound");
            assertThat(run("verify", "app@latest").err()).contains("POINT-AMBIGUOUS");
            assertThat(run("verify", third + "@latest").err()).contains("POINT-UNKNOWN");
        }
    }

    @Test
    void severalVmsAreBackedUpEachAsARunOfItsOwn() throws Exception {
        try (LabVCenter lab = LabVCenter.start(options(1))) {
            new Commands(folder.resolve("home")).add(lab);
            Commands.Ran ran = done("backup", "--vcenter", "lab", "Kasse 1", "web01");
            assertThat(ran.err()).contains("of Kasse 1: completed", "of web01: completed");
            assertThat(ran.out().lines()).hasSize(2).allMatch(line -> line.startsWith("Restore "));

            Commands.Ran json = done("backup", "--vcenter", "lab", "Kasse 1", "web01", "--json");
            assertThat(json.out().lines().filter(line -> line.contains("\"type\":\"result\"")))
                    .hasSize(2);
            // What a run says before the command knows its number is not lost.
            assertThat(json.out().lines().filter(line -> line.contains("\"RUN_STARTED\"")))
                    .hasSize(2);

            Commands.Ran half = run("backup", "--vcenter", "lab", "diskless", "web01");
            assertThat(half.code()).isEqualTo(1);
            assertThat(half.err()).contains("VM-HAS-NO-DISKS", "of web01: completed");
            TreeSet<String> names = new TreeSet<>();
            points(null).forEach(point -> names.add(point.path("vmName").asString()));
            assertThat(names).containsExactly("Kasse 1", "web01");
        }
    }

    private List<JsonNode> points(@org.jspecify.annotations.Nullable String vm) {
        Commands.Ran ran =
                vm == null ? done("points", "--json") : done("points", "--vm", vm, "--json");
        return ran.json().path("points").valueStream().toList();
    }
}

package io.sendense.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.lab.LabCaller.Answer;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.SoapFault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The lab's SOAP, sent and read as text.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabVCenterTest {
    private static final String COLLECTOR = "PropertyCollector:propertyCollector";

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-23T00:00:00Z"));
    private LabVCenter lab;

    @BeforeAll
    void start() throws IOException {
        InstantSource clock = now::get;
        lab =
                LabVCenter.start(
                        LabOptions.standard(clock)
                                .withExtraMachines(30)
                                .withGuestSteps(0)
                                .withTaskTime(Duration.ofMillis(100)));
    }

    @AfterEach
    void forgetRules() {
        lab.faults().clear();
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void refusesWhoeverHasNoSessionOrTheWrongPassword() throws Exception {
        var caller = new LabCaller(lab);
        assertThat(caller.property("Folder:group-d1", "name").isFault("NotAuthenticated")).isTrue();
        assertThat(caller.property("ServiceInstance:ServiceInstance", "content").status())
                .isEqualTo(200);
        assertThat(caller.login("wrong").isFault("InvalidLogin")).isTrue();
        assertThat(caller.loggedIn().property("Folder:group-d1", "name").first("val"))
                .isEqualTo("Datacenters");
        assertThat(caller.login(lab.password()).isFault("InvalidLogin"))
                .as("a second login on a session")
                .isTrue();
    }

    @Test
    void endsSessionsThatWereIdleTooLong() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(29)));
        assertThat(caller.property("Folder:group-d1", "name").status()).isEqualTo(200);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(29)));
        assertThat(caller.property("Folder:group-d1", "name").status()).isEqualTo(200);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(31)));
        assertThat(caller.property("Folder:group-d1", "name").isFault("NotAuthenticated")).isTrue();
    }

    @Test
    void readingFilesDoesNotRenewASession() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        for (int minutes = 0; minutes < 30; minutes += 15) {
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(15)));
            assertThat(caller.fetch(caller.file("vmfs-ssd", "web01/web01.vmx")).statusCode())
                    .isEqualTo(200);
        }
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
        assertThat(caller.fetch(caller.file("vmfs-ssd", "web01/web01.vmx")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesADoctypeAndAnUnknownOperation() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        Answer answer =
                caller.send(
                        "urn:vim25/6.7",
                        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                                + "<soapenv:Envelope xmlns:soapenv="
                                + "\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>"
                                + "<CurrentTime><_this type=\"ServiceInstance\">&e;</_this>"
                                + "</CurrentTime></soapenv:Body></soapenv:Envelope>");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("DOCTYPE");
        assertThat(
                        caller.call("PowerOffVM_Task", caller.machine("web01"), "")
                                .isFault("InvalidRequest"))
                .isTrue();
    }

    @Test
    void answersInPagesAndEachObjectOnce() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        var names = new ArrayList<String>();
        Answer page =
                caller.call(
                        "RetrievePropertiesEx",
                        COLLECTOR,
                        caller.specSet("VirtualMachine", "name")
                                + "<options><maxObjects>7</maxObjects></options>");
        int pages = 1;
        while (true) {
            assertThat(page.all("objects").size()).isBetween(1, 7);
            names.addAll(page.all("obj"));
            if (page.all("token").isEmpty()) {
                break;
            }
            String token = "<token>" + page.first("token") + "</token>";
            page = caller.call("ContinueRetrievePropertiesEx", COLLECTOR, token);
            pages++;
            assertThat(
                            caller.call("ContinueRetrievePropertiesEx", COLLECTOR, token)
                                    .isFault("InvalidArgument"))
                    .as("a token is used up")
                    .isTrue();
        }
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(45);
        assertThat(pages).isEqualTo((names.size() + 6) / 7);
    }

    @Test
    void refusesUnknownTypesPropertiesAndObjects() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("web01");
        assertThat(caller.property(machine, "colour").isFault("InvalidProperty")).isTrue();
        assertThat(caller.property("VirtualMachine:vm-0", "name").isFault("ManagedObjectNotFound"))
                .isTrue();
        assertThat(
                        caller.call(
                                        "RetrieveProperties",
                                        COLLECTOR,
                                        caller.specSet("VirtualMachine", "name")
                                                .replace(
                                                        "<type>VirtualMachine</type>",
                                                        "<type>Toaster</type>"))
                                .isFault("InvalidType"))
                .isTrue();
    }

    @Test
    void showsYoungTypesOnlyToThoseWhoKnowThem() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("win11-sealed");
        String old = caller.property("urn:vim25/6.0", machine, "config").text();
        assertThat(old)
                .doesNotContain("VirtualNVMEController", "VirtualTPM", "efiSecureBootEnabled")
                .contains("xsi:type=\"VirtualController\"", "xsi:type=\"VirtualDisk\"");
        String young = caller.property("urn:vim25/8.0.3.0", machine, "config").text();
        assertThat(young)
                .contains(
                        "xsi:type=\"VirtualNVMEController\"",
                        "xsi:type=\"VirtualTPM\"",
                        "<efiSecureBootEnabled>true</efiSecureBootEnabled>",
                        "<keyId xsi:type=\"CryptoKeyId\">");
        Answer tooYoung = caller.property("urn:vim25/9.0", machine, "config");
        assertThat(tooYoung.status()).isEqualTo(500);
        assertThat(tooYoung.text()).contains("Unsupported version URI");
    }

    @Test
    void keepsNamesApartAndEscaped() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        List<String> names = caller.names("VirtualMachine").all("val");
        assertThat(names).contains("web%2fapi", "100%25 load", "Büro-Größe 日本", "Kasse 1");
        assertThat(names.stream().filter("app"::equals)).hasSize(3);
        Answer found =
                caller.call(
                        "FindByInventoryPath",
                        "SearchIndex:SearchIndex",
                        "<inventoryPath>Berlin/vm/Web/A%2fB tests/100%25 load</inventoryPath>");
        assertThat("VirtualMachine:" + found.first("returnval"))
                .isEqualTo(caller.machine("100%25 load"));
    }

    @Test
    void tellsChangesToWhoeverWaitsForThem() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        var waiting = new LabCaller(lab).loggedIn();
        String collector =
                "PropertyCollector:"
                        + waiting.call("CreatePropertyCollector", COLLECTOR, "").first("returnval");
        String view = waiting.view("VirtualMachine");
        Answer _ =
                waiting.call(
                        "CreateFilter",
                        collector,
                        "<spec>"
                                + LabCaller.spec(view, "VirtualMachine", "snapshot")
                                + "</spec><partialUpdates>false</partialUpdates>");
        Answer first = waiting.call("WaitForUpdatesEx", collector, "");
        assertThat(first.all("kind")).hasSizeGreaterThan(45).containsOnly("enter");
        String version = first.first("version");
        String machine = caller.machine("web01");
        var next =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return waiting.call(
                                "WaitForUpdatesEx",
                                collector,
                                "<version>"
                                        + version
                                        + "</version><options><maxWaitSeconds>30"
                                        + "</maxWaitSeconds></options>");
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        String snapshot = caller.snapshot(machine, "watched").first("result");
        Answer update = next.get(30, TimeUnit.SECONDS);
        assertThat(update.all("kind")).containsExactly("modify");
        assertThat("VirtualMachine:" + update.first("obj")).isEqualTo(machine);
        assertThat(update.text()).contains("watched");
        Answer again =
                waiting.call("WaitForUpdatesEx", collector, "<version>" + version + "</version>");
        assertThat(again.text()).as("a lost answer is given again").isEqualTo(update.text());
        caller.remove(snapshot);
        Answer gone =
                waiting.call(
                        "WaitForUpdatesEx",
                        collector,
                        "<version>" + update.first("version") + "</version>");
        assertThat(gone.first("changeSet")).contains("<op>assign</op>").doesNotContain("<val");
        assertThat(
                        waiting.call("WaitForUpdatesEx", collector, "<version>77</version>")
                                .isFault("InvalidCollectorVersion"))
                .isTrue();
    }

    @Test
    void answersAWaitThatSawNothingWithNothing() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String arguments = "<options><maxWaitSeconds>0</maxWaitSeconds></options>";
        Answer nothing = caller.call("WaitForUpdatesEx", COLLECTOR, arguments);
        assertThat(nothing.status()).isEqualTo(200);
        assertThat(nothing.text()).doesNotContain("returnval");
    }

    @Test
    void doesToCallsWhatFaultRulesSay() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        var noPermission = SoapFault.notSupported("not today");
        var rule =
                FaultRule.on("RetrieveProperties", new FaultAction.AnswerFault(noPermission))
                        .after(1)
                        .times(2);
        lab.faults().add(rule);
        var faults = new ArrayList<Boolean>();
        for (int call = 0; call < 4; call++) {
            faults.add(caller.property("Folder:group-d1", "name").isFault("NotSupported"));
        }
        assertThat(faults).containsExactly(false, true, true, false);
        assertThat(lab.faults().matched(rule)).isEqualTo(4);

        lab.faults().clear();
        lab.faults().add(FaultRule.on("CurrentTime", new FaultAction.ExpireSession()));
        assertThat(
                        caller.call("CurrentTime", "ServiceInstance:ServiceInstance", "")
                                .isFault("NotAuthenticated"))
                .isTrue();
    }

    @Test
    void failsTasksAndDropsConnectionsAsTold() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("app");
        lab.faults()
                .add(
                        FaultRule.on(
                                "CreateSnapshot_Task",
                                new FaultAction.FailTask(
                                        SoapFault.notSupported("cannot quiesce"))));
        Answer failed = caller.snapshot(machine, "first");
        assertThat(failed.first("state")).isEqualTo("error");
        assertThat(failed.text()).contains("xsi:type=\"NotSupported\"", "cannot quiesce");
        assertThat(caller.property(machine, "snapshot").text()).doesNotContain("first");

        lab.faults()
                .add(
                        FaultRule.on(
                                        "CreateSnapshot_Task",
                                        new FaultAction.DropConnection(FaultAction.Moment.DONE))
                                .object(machine.substring(machine.indexOf(':') + 1)));
        assertThatThrownBy(() -> caller.snapshot(machine, "second"))
                .isInstanceOf(IOException.class);
        Answer tasks = caller.property(machine, "recentTask");
        String last = tasks.all("ManagedObjectReference").getLast();
        while (!caller.property("Task:" + last, "info").first("state").equals("success")) {
            Thread.sleep(20);
        }
        Answer snapshot = caller.property(machine, "snapshot");
        assertThat(snapshot.text()).as("done, though the answer was lost").contains("second");
        caller.remove(snapshot.first("currentSnapshot"));
    }

    @Test
    void cannotBeReachedWhileInterrupted() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        lab.interrupt();
        assertThatThrownBy(() -> caller.property("Folder:group-d1", "name"))
                .isInstanceOf(IOException.class);
        lab.restore();
        assertThat(caller.property("Folder:group-d1", "name").status())
                .as("the session outlives the outage")
                .isEqualTo(200);
    }

    @Test
    void cancelsATaskAndLeavesNoSnapshot() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("Büro-Größe 日本");
        Answer started =
                caller.call(
                        "CreateSnapshot_Task",
                        machine,
                        "<name>unwanted</name><memory>false</memory><quiesce>false</quiesce>");
        Answer _ = caller.call("CancelTask", "Task:" + started.first("returnval"), "");
        Answer info = caller.finished(started);
        assertThat(info.first("state")).isEqualTo("error");
        assertThat(info.text()).contains("xsi:type=\"RequestCanceled\"");
        assertThat(caller.property(machine, "snapshot").text()).doesNotContain("unwanted");
    }
}

package io.sendense.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabCaller.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Operations of the lab that other tests only use in passing, each asked for directly.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class LabOperationsTest {
    private static final String COLLECTOR = "PropertyCollector:propertyCollector";
    private static final String SESSIONS = "SessionManager:SessionManager";
    private static final String FILE = "/folder/web01/web01.vmx?dcPath=Berlin&dsName=vmfs-ssd";

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-23T00:00:00Z"));
    private LabVCenter lab;

    @BeforeAll
    void start() throws IOException {
        InstantSource clock = now::get;
        lab =
                LabVCenter.start(
                        LabOptions.standard(clock)
                                .withGuestSteps(0)
                                .withTaskTime(Duration.ofMillis(500)));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void saysWhetherASessionIsInForce() throws Exception {
        var asking = new LabCaller(lab).loggedIn();
        var other = new LabCaller(lab);
        String key = other.login(lab.password()).first("key");
        assertThat(isActive(asking, key, lab.user())).isEqualTo("true");
        assertThat(isActive(asking, key, "somebody")).isEqualTo("false");
        assertThat(isActive(asking, "52" + key, lab.user())).isEqualTo("false");
        Answer _ = other.call("Logout", SESSIONS, "");
        assertThat(isActive(asking, key, lab.user())).isEqualTo("false");

        String idle = new LabCaller(lab).login(lab.password()).first("key");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(20)));
        assertThat(isActive(asking, idle, lab.user())).isEqualTo("true");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(20)));
        assertThat(isActive(asking, idle, lab.user())).as("idle for 40 minutes").isEqualTo("false");

        assertThat(
                        new LabCaller(lab)
                                .call("SessionIsActive", SESSIONS, arguments(key, lab.user()))
                                .isFault("NotAuthenticated"))
                .isTrue();
    }

    private static String isActive(LabCaller caller, String key, String user) throws Exception {
        return caller.call("SessionIsActive", SESSIONS, arguments(key, user)).first("returnval");
    }

    private static String arguments(String key, String user) {
        return "<sessionID>" + key + "</sessionID><userName>" + user + "</userName>";
    }

    @Test
    void forgetsTheRestOfAnAnswerThatIsCancelled() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        Answer page =
                caller.call(
                        "RetrievePropertiesEx",
                        COLLECTOR,
                        caller.specSet("VirtualMachine", "name")
                                + "<options><maxObjects>3</maxObjects></options>");
        String token = "<token>" + page.first("token") + "</token>";
        assertThat(caller.call("CancelRetrievePropertiesEx", COLLECTOR, token).status())
                .isEqualTo(200);
        for (String operation :
                new String[] {"ContinueRetrievePropertiesEx", "CancelRetrievePropertiesEx"}) {
            assertThat(caller.call(operation, COLLECTOR, token).isFault("InvalidArgument"))
                    .as(operation)
                    .isTrue();
        }
    }

    @Test
    void endsAWaitThatIsCancelled() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String collector = collector(caller);
        CompletableFuture<Answer> wait = waiting(caller, collector);
        long before = System.nanoTime();
        assertThat(caller.call("CancelWaitForUpdates", collector, "").status()).isEqualTo(200);
        assertThat(wait.get(10, TimeUnit.SECONDS).isFault("RequestCanceled")).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(
                        caller.call(
                                        "WaitForUpdatesEx",
                                        collector,
                                        "<options><maxWaitSeconds>0</maxWaitSeconds></options>")
                                .status())
                .as("the next wait is none of that")
                .isEqualTo(200);
    }

    private static String collector(LabCaller caller) throws Exception {
        return "PropertyCollector:"
                + caller.call("CreatePropertyCollector", COLLECTOR, "").first("returnval");
    }

    /// A wait for updates that never come, once it has begun.
    private static CompletableFuture<Answer> waiting(LabCaller caller, String collector)
            throws InterruptedException {
        CompletableFuture<Answer> wait =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return caller.call(
                                "WaitForUpdatesEx",
                                collector,
                                "<options><maxWaitSeconds>50</maxWaitSeconds></options>");
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        Thread.sleep(300);
        assertThat(wait).isNotDone();
        return wait;
    }

    @Test
    void aDestroyedCollectorIsGoneWithItsFiltersAndWaits() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String collector = collector(caller);
        String filter =
                "PropertyFilter:"
                        + caller.call(
                                        "CreateFilter",
                                        collector,
                                        "<spec>"
                                                + LabCaller.spec(
                                                        caller.view("Datacenter"),
                                                        "Datacenter",
                                                        "name")
                                                + "</spec><partialUpdates>false</partialUpdates>")
                                .first("returnval");
        Answer first = caller.call("WaitForUpdatesEx", collector, "");
        assertThat(first.all("kind")).containsExactly("enter", "enter");
        CompletableFuture<Answer> wait =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return caller.call(
                                "WaitForUpdatesEx",
                                collector,
                                "<version>" + first.first("version") + "</version>");
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        Thread.sleep(300);
        assertThat(caller.call("DestroyPropertyCollector", collector, "").status()).isEqualTo(200);
        assertThat(wait.get(10, TimeUnit.SECONDS).status()).isEqualTo(500);
        assertThat(caller.call("WaitForUpdatesEx", collector, "").isFault("ManagedObjectNotFound"))
                .isTrue();
        assertThat(
                        caller.call("DestroyPropertyCollector", collector, "")
                                .isFault("ManagedObjectNotFound"))
                .isTrue();
        assertThat(
                        caller.call("DestroyPropertyFilter", filter, "")
                                .isFault("ManagedObjectNotFound"))
                .as("a collector takes its filters with it")
                .isTrue();
    }

    @Test
    void aTicketStandsForASessionInOneRequest() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String ticket = ticket(caller, "httpGet");
        assertThat(fetch(caller, "HEAD", FILE, ticket).statusCode()).as("method").isEqualTo(401);
        ticket = ticket(caller, "httpGet");
        String other = FILE.replace(".vmx", ".nvram");
        assertThat(fetch(caller, "GET", other, ticket).statusCode()).as("file").isEqualTo(401);
        ticket = ticket(caller, "httpGet");
        HttpResponse<byte[]> answer = fetch(caller, "GET", FILE, ticket);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("displayName");
        assertThat(fetch(caller, "GET", FILE, ticket).statusCode()).as("again").isEqualTo(401);
        ticket = ticket(caller, "httpHead");
        assertThat(fetch(caller, "HEAD", FILE, ticket).statusCode()).isEqualTo(200);
        ticket = ticket(caller, "httpGet");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(3)));
        assertThat(fetch(caller, "GET", FILE, ticket).statusCode()).as("too old").isEqualTo(401);
        assertThat(
                        new LabCaller(lab)
                                .call("AcquireGenericServiceTicket", SESSIONS, spec("httpGet"))
                                .isFault("NotAuthenticated"))
                .isTrue();
    }

    private String spec(String method) {
        String address = "https://127.0.0.1:" + lab.url().getPort() + FILE.replace("&", "&amp;");
        return "<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>"
                + method
                + "</method><url>"
                + address
                + "</url></spec>";
    }

    private String ticket(LabCaller caller, String method) throws Exception {
        Answer answer = caller.call("AcquireGenericServiceTicket", SESSIONS, spec(method));
        assertThat(answer.first("sslThumbprint")).isEqualTo(lab.certificateSha1Thumbprint());
        return answer.first("id");
    }

    private HttpResponse<byte[]> fetch(LabCaller caller, String method, String path, String ticket)
            throws Exception {
        return caller.fetch(
                HttpRequest.newBuilder(
                                URI.create("https://127.0.0.1:" + lab.url().getPort() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Cookie", "vmware_cgi_ticket=" + ticket));
    }

    @Test
    void cancelsATaskOnceAndNotOneThatHasEnded() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        Answer started =
                caller.call(
                        "CreateSnapshot_Task",
                        caller.machine("web01"),
                        "<name>unwanted</name><memory>false</memory><quiesce>false</quiesce>");
        String task = "Task:" + started.first("returnval");
        assertThat(caller.call("CancelTask", task, "").status()).isEqualTo(200);
        Answer info = caller.finished(started);
        assertThat(info.first("state")).isEqualTo("error");
        assertThat(info.first("cancelled")).isEqualTo("true");
        assertThat(info.text()).contains("xsi:type=\"RequestCanceled\"");
        assertThat(caller.property(caller.machine("web01"), "snapshot").text())
                .doesNotContain("unwanted");
        assertThat(caller.call("CancelTask", task, "").isFault("InvalidState")).isTrue();
        assertThat(caller.call("CancelTask", "Task:task-0", "").isFault("ManagedObjectNotFound"))
                .isTrue();
    }

    @Test
    void tellsItsVersionsToWhoeverAsks() throws Exception {
        HttpResponse<byte[]> answer = get("/sdk/vimServiceVersions.xml");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("text/xml");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("<name>urn:vim25</name>", "<version>8.0.3.0</version>")
                .contains("<version>6.7</version>", "<version>6.0</version>");
        assertThat(get("/sdk/other.xml").statusCode()).isEqualTo(404);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return new LabCaller(lab)
                .fetch(
                        HttpRequest.newBuilder(
                                URI.create("https://127.0.0.1:" + lab.url().getPort() + path)));
    }
}

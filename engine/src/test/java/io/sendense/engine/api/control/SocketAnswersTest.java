package io.sendense.engine.api.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.CapturedLog;
import io.sendense.engine.Engine;
import io.sendense.engine.FakeEngine;
import io.sendense.engine.Jobs;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.Nodes;
import io.sendense.engine.RecordingListener;
import io.sendense.engine.SampleViews;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunId;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.Inventory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a client is told, and what nobody is.
@Timeout(90)
class SocketAnswersTest extends ServedHome {
    @Test
    void everyMethodOfTheEngineHasItsCall() {
        EngineCalls calls = new EngineCalls(fake);
        List<String> missing =
                Stream.of(
                                Arrays.stream(Engine.class.getMethods()).map(Method::getName),
                                Arrays.stream(Jobs.class.getMethods())
                                        .map(method -> JobCalls.PREFIX + callOf(method)),
                                Arrays.stream(Nodes.class.getMethods())
                                        .map(method -> NodeCalls.PREFIX + method.getName()))
                        .flatMap(names -> names)
                        .filter(name ->
                                !List.of("close", "subscribe", "jobs", "nodes").contains(name))
                        .filter(name -> {
                            Throwable thrown =
                                    org.assertj.core.api.Assertions.catchThrowable(() ->
                                            calls.make(
                                                    name,
                                                    JsonNodeFactory.instance.objectNode(),
                                                    Progress.NONE));
                            return thrown != null
                                    && thrown.getMessage().contains("there is no call");
                        })
                        .toList();
        assertThat(missing).isEmpty();
    }

    /// Two methods have one name.
    private static String callOf(Method method) {
        boolean execution = List.of(method.getParameterTypes()).equals(List.of(JobRunId.class));
        return method.getName().equals("run") && execution ? "execution" : method.getName();
    }

    @Test
    void reportsADefectOfTheEngineAsOne() throws Exception {
        EngineException e =
                failure(ProblemCode.INTERNAL_ERROR, () -> client.verify("bug", Progress.NONE));
        assertThat(cause(e)).contains("a defect of the engine");
        assertServes();
    }

    @Test
    void reportsAnAnswerThatIsTooLargeAndGoesOn() throws Exception {
        startRun();
        Inventory many = SampleViews.inventory(40);
        fake.inventory =
                new Inventory(
                        many.containers(),
                        many.vms().stream()
                                .map(vm ->
                                        new io.sendense.engine.source.inventory.VmSummary(
                                                vm.id(),
                                                "n".repeat(1 << 20),
                                                vm.instanceUuid(),
                                                vm.power(),
                                                vm.template(),
                                                vm.folder(),
                                                vm.host(),
                                                vm.resourcePool(),
                                                vm.guest(),
                                                vm.storageBytes()))
                                .toList());
        EngineException e = failure(ProblemCode.INTERNAL_ERROR, () -> client.inventory("vc0"));
        assertThat(cause(e)).contains("at most 32.0 MiB (33,554,432 bytes)");
        assertServes();
    }

    @Test
    void refusesACallThatIsTooLargeBeforeItIsSent() throws Exception {
        failure(
                ProblemCode.REQUEST_INVALID,
                () -> client.certificate("https://" + "x".repeat(2 << 20)));
        assertServes();
    }

    @Test
    void endsWaitingCallsAndTellsListenersWhenTheEngineEnds() throws Exception {
        RunId run = startRun();
        RecordingListener listener = new RecordingListener();
        client.subscribe(listener);
        FutureTask<Object> waiting = new FutureTask<>(() -> client.awaitRun(run));
        Thread.ofVirtual().start(waiting);
        eventually(() -> listener.runs().size() == 1);
        server.close();
        server.close();
        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                .hasMessageContaining("ENGINE-ELSEWHERE-UNREACHABLE");
        eventually(() -> listener.goodbyes() == 1);
        EngineException e =
                failure(ProblemCode.ENGINE_ELSEWHERE_UNREACHABLE, () -> client.points());
        assertThat(cause(e)).isEqualTo("The engine has ended.");
        assertThat(e.problem().arguments())
                .containsEntry("path", new Argument.Text(home.folder().toString()));
        assertThat(home.controlSocket()).doesNotExist();
        assertThat(Engines.attach(home, fake.version())).isEmpty();
    }

    @Test
    void refusesCallsAfterItLeft() {
        client.close();
        failure(ProblemCode.ENGINE_ELSEWHERE_UNREACHABLE, () -> client.points());
        failure(
                ProblemCode.ENGINE_ELSEWHERE_UNREACHABLE,
                () -> client.subscribe(new RecordingListener()));
        assertThat(fake.subscribers()).isZero();
    }

    @Test
    void logsNoPassword() throws Exception {
        try (CapturedLog log = CapturedLog.begin()) {
            client.addVCenter(
                    new NewVCenter(
                            "vc1",
                            "https://vc/sdk",
                            "admin",
                            Secret.of(FakeEngine.PASSWORD),
                            Optional.empty(),
                            Optional.empty()));
            try (RawClient raw = RawClient.greet(home)) {
                raw.send(
                        "{\"id\":1,\"call\":\"addVCenter\",\"arguments\":{\"vcenter\":{\"password\":\"hunter2\","
                                + "\"name\":[]}}}\n");
                assertThat(raw.line()).contains("REQUEST-INVALID").doesNotContain("hunter2");
                raw.send("{\"id\":2,\"call\":\"addVCenter\",\"password\":\"hunter2\"\n");
                assertThat(raw.line()).contains("bye").doesNotContain("hunter2");
            }
            assertThat(log.text()).doesNotContain("hunter2").doesNotContain("w\u00f6rd");
        }
    }
}

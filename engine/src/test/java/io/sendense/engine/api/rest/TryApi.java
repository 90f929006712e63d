package io.sendense.engine.api.rest;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// An interface of every kind of route, to try the server with.
final class TryApi {
    static final String TOKEN = "planted-rest-token-0123456789012345678901234567";

    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch ended = new CountDownLatch(1);

    record Part(int key, long size) {}

    enum Kind {
        FULL,
        INCREMENTAL
    }

    record Wanted(
            @Means("of the VM") String name,
            Kind kind,
            List<Part> parts,
            Secret password,
            Optional<Long> bytesPerSecond) {}

    record Told(String text, int parts) {}

    Api api() {
        return new Api(
                "Trial",
                "1",
                "For tests.",
                List.of(
                        Route.get("/api/v1/health", "Whether it works")
                                .answers(Told.class, call -> new Told("fine", 0)),
                        Route.get("/api/v1/things/{id}", "One thing")
                                .path("id", "its number")
                                .optionalQuery("say", "what to say")
                                .mayFail(ProblemCode.RUN_UNKNOWN)
                                .answers(Told.class, this::thing),
                        Route.post("/api/v1/things", "Makes one")
                                .takes(Wanted.class)
                                .answers(
                                        202,
                                        Told.class,
                                        (call, wanted) ->
                                                new Told(wanted.name(), wanted.parts().size())),
                        Route.get("/api/v1/events", "Tells").tells(Told.class, call -> this::tell),
                        Route.get("/api/v1/bytes", "Sends")
                                .sends(call -> out -> out.write(new byte[100_000])),
                        Route.get("/api/v1/slow", "Takes a while")
                                .answers(
                                        Told.class,
                                        call -> {
                                            Thread.sleep(1200);
                                            return new Told("slept", 0);
                                        }),
                        Route.get("/api/v1/wait", "Waits until it is interrupted")
                                .answers(Told.class, call -> waitForEver()),
                        Route.get("/api/v1/bug", "Has a bug")
                                .answers(
                                        Told.class,
                                        call -> {
                                            throw new IllegalStateException("a bug");
                                        })));
    }

    private Told thing(Call call) throws io.sendense.engine.problem.EngineException {
        long id = call.number("id");
        if (id != 7) {
            throw Problem.of(ProblemCode.RUN_UNKNOWN).withCount("run", id).toException();
        }
        return new Told(call.query("say").orElse("seven"), 1);
    }

    private void tell(EventStream events) throws java.io.IOException, InterruptedException {
        events.send("thing", "1", new Told("one", 1));
        events.send("thing", "2", new Told("two\nlines", 2));
        waiting.countDown();
        try {
            Thread.sleep(600_000);
        } finally {
            ended.countDown();
        }
    }

    private Told waitForEver() throws InterruptedException {
        waiting.countDown();
        try {
            Thread.sleep(600_000);
            return new Told("never", 0);
        } finally {
            ended.countDown();
        }
    }
}

/// What the REST interfaces of node and hub share: one table of routes, from which both the server
/// and its OpenAPI document come.
///
/// ```java
/// Api api = new Api("Sendense hub", version, "...", List.of(
///     Route.get("/api/v1/backups/{id}", "One run").path("id", "Number of the run.")
///         .mayFail(ProblemCode.RUN_UNKNOWN)
///         .answers(RunAnswer.class, call -> answer(call.path("id"))),
///     Route.post("/api/v1/backups", "Starts a run").takes(NewBackup.class)
///         .answers(202, RunAnswer.class, (call, wanted) -> start(wanted))));
/// try (RestServer server = RestServer.start(settings, api)) { ... }
/// ```
///
/// **Who gets in.** `Admission` looks at every request before any route does, at unknown paths and
/// the document too: the `Host` must be a loopback name where the server listens on the loopback
/// interface (a web page that rebinds its name reaches nothing), and the bearer token must be
/// right. Its digest is compared in constant time. After ten failures in a minute an address gets
/// 429 for further failures; a valid token is never locked out. Beyond loopback there is no server
/// without TLS.
///
/// **What goes wrong** is a `Problem`, answered as `application/problem+json` (RFC 9457) by
/// `ProblemAnswers`: type, code, title, detail, status, arguments.
///
/// **JSON** is snake_case. Every component of a request's record is required unless it is an
/// `Optional`; unknown or repeated fields, other types, numbers as texts, and anything after the
/// end are refused with the place (`RestJson`).
///
/// **Threads.** Each request has a virtual thread, at most `MAX_REQUESTS` at a time; a handler may
/// block. It is interrupted when the server is closed, and while it streams also when its client
/// has left. A client that sends or reads nothing for the idle time is dropped.
///
/// Javalin and Jetty are known here only; their classes are not loaded by commands that serve
/// nothing.
package io.sendense.engine.api.rest;

package io.sendense.engine.api.rest;

import io.javalin.http.Context;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has routes make their answers and writes them, problems too. Thread-safe.
final class RouteAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(RouteAnswers.class);

    private final int maxBody;
    private final Duration heartbeat;
    private final RequestThreads threads;

    RouteAnswers(RestSettings settings, RequestThreads threads) {
        this.maxBody = settings.maxBody();
        this.heartbeat = settings.heartbeat();
        this.threads = threads;
    }

    /// Answers one request; throws what `problem` makes an answer of.
    void answer(Route route, Context request)
            throws EngineException, IOException, InterruptedException {
        RequestCall call = new RequestCall(request, maxBody);
        call.check(route);
        threads.run(() -> {
            switch (route.answer()) {
                case Answer.Json<?> json -> {
                    byte[] body = RestJson.bytes(json.making().make(call));
                    write(request, json.status(), "application/json", body);
                }
                case Answer.Text text ->
                        write(
                                request,
                                HttpServletResponse.SC_OK,
                                text.mediaType(),
                                text.making().make(call).getBytes(StandardCharsets.UTF_8));
                case Answer.Events events -> tell(events.telling().begin(call), request);
                case Answer.Bytes bytes -> send(bytes.sending().begin(call), request);
            }
        });
    }

    /// What goes wrong after the beginning is told as a last event, `problem`.
    private void tell(Answer.Teller teller, Context request) throws IOException {
        request.res().setContentType("text/event-stream");
        request.res().setCharacterEncoding("utf-8");
        EventStream stream = new EventStream(request.res().getOutputStream());
        try {
            stream.run(teller, heartbeat);
        } catch (InterruptedException | IOException e) {
            LOG.debug("a stream of events was ended", e);
            breakOff(request);
        }
    }

    private void send(Answer.Sender sender, Context request) throws IOException {
        request.res().setContentType("application/octet-stream");
        OutputStream out = request.res().getOutputStream();
        out.flush();
        try {
            sender.send(out);
        } catch (InterruptedException | IOException e) {
            LOG.debug("a stream of bytes was ended", e);
            breakOff(request);
        } catch (EngineException e) {
            LOG.warn("a stream of bytes broke off: {}", e.getMessage());
            breakOff(request);
        } catch (RuntimeException e) {
            LOG.error("a stream of bytes ended in a bug", e);
            breakOff(request);
        }
    }

    /// Closes the connection of an answer that has begun and cannot be ended properly, so that its
    /// client does not take it for whole.
    private static void breakOff(Context request) {
        ServletContextRequest.getServletContextRequest(request.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    private static void write(Context request, int status, String type, byte[] body)
            throws IOException {
        HttpServletResponse response = request.res();
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /// Answers with what went wrong. Of an answer that has begun the connection is broken off.
    void problem(Exception why, Context request) {
        if (request.res().isCommitted()) {
            LOG.warn("an answer broke off", why);
            breakOff(request);
            return;
        }
        Problem problem = problemOf(why);
        HttpServletResponse response = request.res();
        response.reset();
        RestServer.headers(response);
        int status = ProblemStatus.of(problem.code());
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (problem.arguments().get("after") instanceof Argument.Time(Duration after)
                && problem.code() == ProblemCode.REST_TOO_MANY_FAILURES) {
            response.setHeader("Retry-After", Long.toString(after.toSeconds()));
        }
        if (problem.code() == ProblemCode.REST_BODY_TOO_LARGE) {
            response.setHeader("Connection", "close");
        }
        try {
            byte[] body = ProblemAnswer.of(problem).toString().getBytes(StandardCharsets.UTF_8);
            write(request, status, ProblemAnswer.MEDIA_TYPE, body);
        } catch (IOException e) {
            LOG.debug("a client left before it was told what is wrong", e);
        }
    }

    private static Problem problemOf(Exception why) {
        return switch (why) {
            case EngineException known -> known.problem();
            case NotFoundResponse _ -> Problem.of(ProblemCode.REST_ROUTE_UNKNOWN);
            case MethodNotAllowedResponse _ -> Problem.of(ProblemCode.REST_METHOD_NOT_ALLOWED);
            case InterruptedException _ -> Problem.of(ProblemCode.REST_ENDING);
            case Exception refused when refused instanceof HttpException ->
                    Problem.of(ProblemCode.REQUEST_INVALID)
                            .because(Cause.of(CauseCode.HTTP_MALFORMED));
            default -> {
                LOG.error("a request ended in a bug", why);
                yield Problem.of(ProblemCode.INTERNAL_ERROR).because(why);
            }
        };
    }
}

package io.sendense.app.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.ObjectId;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// The JSON form of results: record components by name, ids as text or numbers, absent values left
/// out, times as ISO-8601 in UTC, sizes in bytes. Stable: scripts rely on it.
public final class Json {
    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    private static JsonMapper mapper() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(ObjectId.class, ToStringSerializer.instance);
        module.addSerializer(ChangeId.class, ToStringSerializer.instance);
        module.addSerializer(DatastorePath.class, ToStringSerializer.instance);
        module.addSerializer(new RunIdSerializer());
        module.addSerializer(new JobIdSerializer());
        module.addSerializer(new JobRunIdSerializer());
        module.addSerializer(new ProblemSerializer());
        return JsonMapper.builder()
                .addModule(module)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .changeDefaultPropertyInclusion(inclusion ->
                        inclusion
                                .withValueInclusion(JsonInclude.Include.NON_ABSENT)
                                .withContentInclusion(JsonInclude.Include.NON_ABSENT))
                .build();
    }

    /// A value as JSON on one line.
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// A run's number.
    private static final class RunIdSerializer extends StdSerializer<RunId> {
        RunIdSerializer() {
            super(RunId.class);
        }

        @Override
        public void serialize(RunId value, JsonGenerator json, SerializationContext context) {
            json.writeNumber(value.value());
        }
    }

    /// A job's number.
    private static final class JobIdSerializer extends StdSerializer<JobId> {
        JobIdSerializer() {
            super(JobId.class);
        }

        @Override
        public void serialize(JobId value, JsonGenerator json, SerializationContext context) {
            json.writeNumber(value.value());
        }
    }

    /// The number of a job's execution.
    private static final class JobRunIdSerializer extends StdSerializer<JobRunId> {
        JobRunIdSerializer() {
            super(JobRunId.class);
        }

        @Override
        public void serialize(JobRunId value, JsonGenerator json, SerializationContext context) {
            json.writeNumber(value.value());
        }
    }

    /// A problem as code, sentence and plain arguments.
    private static final class ProblemSerializer extends StdSerializer<Problem> {
        ProblemSerializer() {
            super(Problem.class);
        }

        @Override
        public void serialize(Problem value, JsonGenerator json, SerializationContext context) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            value.arguments().forEach((name, argument) -> arguments.put(name, plain(argument)));
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("code", value.code().id());
            object.put("text", ProblemText.english().render(value).line());
            object.put("arguments", arguments);
            json.writePOJO(object);
        }

        private static Object plain(Argument argument) {
            return switch (argument) {
                case Argument.Text(String text) -> text;
                case Argument.Bytes(long bytes) -> bytes;
                case Argument.Count(long count) -> count;
                case Argument.Time(var time) -> time.toString();
                case Argument.Because _, Argument.Nested _ -> ArgumentText.english().show(argument);
            };
        }
    }
}

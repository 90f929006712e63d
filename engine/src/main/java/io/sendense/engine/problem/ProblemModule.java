package io.sendense.engine.problem;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/// Has a mapper write and read problems inside of other values as [ProblemJson] does.
public final class ProblemModule {
    private ProblemModule() {}

    /// A module of its own for each mapper, to which more may be added.
    public static SimpleModule create() {
        return new SimpleModule()
                .addSerializer(Problem.class, new Writer())
                .addDeserializer(Problem.class, new Reader());
    }

    private static final class Writer extends ValueSerializer<Problem> {
        @Override
        public void serialize(Problem problem, JsonGenerator out, SerializationContext context) {
            context.writeTree(out, ProblemJson.write(problem));
        }
    }

    private static final class Reader extends ValueDeserializer<Problem> {
        @Override
        public Problem deserialize(JsonParser in, DeserializationContext context) {
            return ProblemJson.read(context.readTree(in));
        }
    }
}

package io.sendense.engine.node.protocol;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/// Reads extents without a tree of them in between: there may be a million.
final class ExtentPlanReader extends ValueDeserializer<ExtentPlan> {
    private static final int MOST = 2_000_000;
    private static final String FULL = "full";

    @Override
    public ExtentPlan deserialize(JsonParser in, DeserializationContext context) {
        if (in.currentToken() == JsonToken.VALUE_STRING && FULL.equals(in.getString())) {
            return new ExtentPlan.Full();
        }
        if (in.currentToken() != JsonToken.START_ARRAY) {
            return (ExtentPlan) context.handleUnexpectedToken(ExtentPlan.class, in);
        }
        List<Extent> extents = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            expect(in.currentToken() == JsonToken.START_ARRAY, in, extents.size());
            in.nextToken();
            long offset = number(in, extents.size());
            in.nextToken();
            long length = number(in, extents.size());
            expect(in.nextToken() == JsonToken.END_ARRAY, in, extents.size());
            if (offset < 0 || length < 1 || length > Long.MAX_VALUE - offset) {
                throw refusal(in, "extents[" + extents.size() + "]", offset, length);
            }
            if (extents.size() == MOST) {
                throw tooMany(in);
            }
            extents.add(new Extent(offset, length));
        }
        return new ExtentPlan.Some(extents);
    }

    private static DatabindException tooMany(JsonParser in) {
        Cause why =
                Cause.of(CauseCode.NODE_FIELD_RANGE)
                        .with("field", "extents")
                        .withCount("value", MOST + 1L)
                        .withCount("least", 0)
                        .withCount("most", MOST);
        return DatabindException.from(in, FULL, new UnfitException(why));
    }

    private static DatabindException refusal(
            JsonParser in, String field, long offset, long length) {
        try {
            Limits.range(field, offset, 0, Long.MAX_VALUE);
            Limits.range(field, length, 1, Long.MAX_VALUE - offset);
            throw new IllegalStateException(field);
        } catch (UnfitException e) {
            return DatabindException.from(in, FULL, e);
        }
    }

    private static long number(JsonParser in, int index) {
        expect(
                in.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && in.getNumberType() != NumberType.BIG_INTEGER,
                in,
                index);
        return in.getLongValue();
    }

    private static void expect(boolean fulfilled, JsonParser in, int index) {
        if (!fulfilled) {
            throw DatabindException.from(in, FULL).prependPath(ExtentPlan.class, index);
        }
    }
}

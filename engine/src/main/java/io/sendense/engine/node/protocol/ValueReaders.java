package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.transfer.ZeroPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/// Values of requests that have a form of their own, each a text.
final class ValueReaders {
    private static final int MOST_PASSWORD = 1_000;

    private ValueReaders() {}

    /// Reads one kind of value.
    abstract static class OfText<T> extends ValueDeserializer<T> {
        private final Class<T> type;

        OfText(Class<T> type) {
            this.type = type;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return (T) context.handleUnexpectedToken(type, in);
            }
            try {
                return value(in);
            } catch (UnfitException e) {
                // without its message, which may quote what was read
                throw DatabindException.from(in, type.getSimpleName(), e);
            }
        }

        abstract T value(JsonParser in);
    }

    static final class OfSecret extends OfText<Secret> {
        OfSecret() {
            super(Secret.class);
        }

        @Override
        Secret value(JsonParser in) {
            int length = in.getStringLength();
            Limits.text("password", length, 0, MOST_PASSWORD);
            int from = in.getStringOffset();
            char[] characters = Arrays.copyOfRange(in.getStringCharacters(), from, from + length);
            try {
                return Secret.of(characters);
            } finally {
                Arrays.fill(characters, '\0');
            }
        }
    }

    static final class OfFingerprint extends OfText<Fingerprint> {
        private static final String PREFIX = "sha256:";

        OfFingerprint() {
            super(Fingerprint.class);
        }

        @Override
        Fingerprint value(JsonParser in) {
            String text = in.getString();
            Limits.text("pin", text, 1, 200);
            return new Fingerprint(
                    text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        }
    }

    static final class OfZeroes extends OfText<ZeroPolicy> {
        OfZeroes() {
            super(ZeroPolicy.class);
        }

        @Override
        ZeroPolicy value(JsonParser in) {
            return switch (in.getString()) {
                case "skip" -> ZeroPolicy.SKIP;
                case "store" -> ZeroPolicy.STORE;
                default ->
                        throw new UnfitException(
                                Cause.of(CauseCode.SETTING_UNKNOWN)
                                        .with("setting", "zeroes")
                                        .with("value", Shortened.text(in.getString()))
                                        .with("choices", "skip, store"));
            };
        }
    }

    static final class OfJobId extends OfText<NodeJobId> {
        OfJobId() {
            super(NodeJobId.class);
        }

        @Override
        NodeJobId value(JsonParser in) {
            return new NodeJobId(in.getString());
        }
    }

    static final class OfAddress extends OfText<URI> {
        OfAddress() {
            super(URI.class);
        }

        @Override
        URI value(JsonParser in) {
            String text = in.getString();
            if (text.contains("@")) {
                // not repeated: it may hold a password
                throw new UnfitException(Cause.of(CauseCode.ADDRESS_WITH_PASSWORD));
            }
            try {
                return new URI(text);
            } catch (URISyntaxException e) {
                throw new UnfitException(
                        Cause.of(CauseCode.ADDRESS_NOT_READABLE)
                                .with("address", Shortened.text(text)));
            }
        }
    }
}

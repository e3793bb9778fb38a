package dev.landline.server.handler.method;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Printable;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.server.auth.Identity;
import dev.landline.server.config.NearNames;
import dev.landline.server.handler.Call;
import dev.landline.server.handler.HandlerDescription.Input;
import dev.landline.server.handler.ParameterDescription;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.PropertyBindingException;

/** What a method is called with, at one place. */
sealed interface Argument {

    /** Makes the argument for a call, whose parameters have been seen to be an object. */
    @Nullable Object of(Call call, JsonObject parameters) throws ChannelException;

    /** What it takes of the input. */
    default Input input() {
        return Input.NONE;
    }

    /** As it is listed, where it comes from the call's parameters. */
    default Optional<ParameterDescription> description() {
        return Optional.empty();
    }

    /** The call itself. */
    record OfCall() implements Argument {
        @Override
        public Object of(Call call, JsonObject parameters) {
            return call;
        }
    }

    /** Who calls. */
    record OfIdentity() implements Argument {
        @Override
        public Object of(Call call, JsonObject parameters) {
            return call.identity();
        }
    }

    /** The bytes that the caller sends. */
    record OfInput() implements Argument {
        @Override
        public Object of(Call call, JsonObject parameters) {
            return call.input();
        }

        @Override
        public Input input() {
            return Input.RAW;
        }
    }

    /**
     * A field of the call's parameters.
     *
     * @param name the field's name
     * @param type what is made of it
     * @param mapping how
     */
    record OfField(String name, JavaType type, JsonMapping mapping) implements Argument {

        private static final int LONGEST = 200;
        private static final Set<Class<?>> OPTIONALS =
                Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

        private boolean optional() {
            return OPTIONALS.contains(type.getRawClass());
        }

        @Override
        public Input input() {
            return Input.JSON;
        }

        @Override
        public Optional<ParameterDescription> description() {
            return Optional.of(new ParameterDescription(name, TypeWords.of(type), optional()));
        }

        @Override
        public @Nullable Object of(Call call, JsonObject parameters) throws ChannelException {
            @Nullable JsonValue value = parameters.get(name);
            if (value == null && !optional()) {
                throw refused("expected %s, got nothing".formatted(TypeWords.of(type)), null);
            }
            if (value != null && type.getRawClass().isInstance(value)) {
                return value; // it asks for a JsonValue
            }
            try {
                return mapping.make(
                        Objects.requireNonNullElseGet(value, JsonValue.Null::new), type);
            } catch (JacksonException e) {
                throw refused(said(e, value), e);
            }
        }

        private String said(JacksonException e, @Nullable JsonValue value) {
            String path = path(e.getPath());
            if (e instanceof PropertyBindingException unknown) {
                String field = unknown.getPropertyName();
                List<String> known =
                        Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of())
                                .stream()
                                .map(String::valueOf)
                                .sorted()
                                .toList();
                return "%s: expected a field out of %s, got '%s'%s"
                        .formatted(
                                path,
                                String.join(", ", known),
                                Printable.brief(field),
                                NearNames.near(field, known).stream()
                                        .findFirst()
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse(""));
            }
            String got = value == null ? "nothing" : value.describe();
            return path.isEmpty()
                    ? "expected %s, got %s".formatted(TypeWords.of(type), got)
                    : path + ": " + Printable.of(e.getOriginalMessage(), LONGEST);
        }

        private static String path(List<JacksonException.Reference> references) {
            return references.stream()
                    .map(reference ->
                            reference.getPropertyName() != null
                                    ? "." + Printable.brief(reference.getPropertyName())
                                    : "[" + reference.getIndex() + "]")
                    .collect(Collectors.joining());
        }

        private ChannelException refused(String what, @Nullable Exception cause) {
            String between = what.startsWith(".") || what.startsWith("[") ? "" : ": ";
            return new ChannelException(ErrorCode.BAD_REQUEST, name + between + what, null, cause);
        }
    }

    /** The argument at a place of a method, where something can stand there. */
    static Argument at(HandlerMethod method, int index, JavaType type, JsonMapping mapping) {
        Class<?> raw = type.getRawClass();
        if (raw == Call.class) {
            return new OfCall();
        }
        if (raw == Identity.class) {
            return new OfIdentity();
        }
        if (raw == InputStream.class) {
            return new OfInput();
        }
        String name =
                method.parameterName(index)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        ("%s: parameter %d has no name: compile the class with"
                                                        + " -parameters, or annotate it with"
                                                        + " @Parameter(\"name\")")
                                                .formatted(method, index + 1)));
        if (!JsonValue.class.isAssignableFrom(raw) && !mapping.canMake(type)) {
            throw new IllegalArgumentException(
                    ("%s: the parameter %s cannot be made from JSON: its type is %s; take a record,"
                                    + " a string, a number, a list or a map instead")
                            .formatted(method, name, type.toCanonical()));
        }
        return new OfField(name, type, mapping);
    }
}

package dev.landline.server.handler.method;

import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/** What a type is called in JSON, for people. */
final class TypeWords {

    private static final Set<Class<?>> INTEGERS =
            Set.of(
                    byte.class,
                    Byte.class,
                    short.class,
                    Short.class,
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class,
                    BigInteger.class,
                    OptionalInt.class,
                    OptionalLong.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(
                    float.class,
                    Float.class,
                    double.class,
                    Double.class,
                    BigDecimal.class,
                    OptionalDouble.class);
    private static final Set<Class<?>> BOOLEANS = Set.of(boolean.class, Boolean.class);
    private static final List<Class<?>> TEXTS =
            List.of(
                    CharSequence.class,
                    Character.class,
                    Temporal.class,
                    TemporalAmount.class,
                    UUID.class,
                    URI.class,
                    Path.class);
    private static final int MOST_NAMES = 12;

    private TypeWords() {}

    /** Such as {@code array of integer}. */
    static String of(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (INTEGERS.contains(raw)) {
            return "integer";
        }
        if (NUMBERS.contains(raw) || raw == Number.class) {
            return "number";
        }
        if (BOOLEANS.contains(raw)) {
            return "boolean";
        }
        if (raw == char.class || TEXTS.stream().anyMatch(text -> text.isAssignableFrom(raw))) {
            return "string";
        }
        if (raw.isEnum()) {
            return "one of " + names(raw);
        }
        return composed(type, raw);
    }

    private static String composed(JavaType type, Class<?> raw) {
        if (raw == byte[].class) {
            return "string in Base64";
        }
        if (type.isReferenceType()) {
            return of(type.getReferencedType());
        }
        if (type.isMapLikeType()) {
            return "object of " + of(type.getContentType());
        }
        if (type.isCollectionLikeType() || type.isArrayType()) {
            return "array of " + of(type.getContentType());
        }
        boolean any =
                raw == Object.class
                        || raw == JsonValue.class
                        || JsonNode.class.isAssignableFrom(raw);
        if (any) {
            return "any value";
        }
        return raw.isRecord() && raw != JsonObject.class
                ? "object with " + components(raw)
                : "object";
    }

    private static String names(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                        .limit(MOST_NAMES)
                        .map(constant -> ((Enum<?>) constant).name())
                        .collect(Collectors.joining(", "))
                + (constants.length > MOST_NAMES ? " …" : "");
    }

    private static String components(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return Arrays.stream(components)
                        .limit(MOST_NAMES)
                        .map(RecordComponent::getName)
                        .collect(Collectors.joining(", "))
                + (components.length > MOST_NAMES ? " …" : "");
    }
}

package dev.landline.server.handler.method;

import dev.landline.json.JsonException;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import dev.landline.json.JsonWriter;
import java.lang.reflect.Type;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.type.TypeBindings;
import tools.jackson.databind.type.TypeFactory;

/**
 * From JSON to objects and back, strictly: a string is no number, {@code 1.5} is no integer, and a
 * field that a class does not have is a mistake. What it learns about classes it keeps itself, so
 * that they can go with it. Safe for use by many threads.
 */
final class JsonMapping {

    private static final int CAPACITY = 256;
    private static final int DEPTH = 512;
    private static final JsonReader READER = new JsonReader(DEPTH, Integer.MAX_VALUE);

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .typeFactory(TypeFactory.createDefaultInstance())
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            config ->
                                    Arrays.asList(
                                                    CoercionInputShape.Integer,
                                                    CoercionInputShape.Float,
                                                    CoercionInputShape.Boolean)
                                            .forEach(shape ->
                                                    config.setCoercion(shape, CoercionAction.Fail)))
                    .withCoercionConfigDefaults(config ->
                            config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                    .build();

    JsonMapping() {}

    /**
     * A type in the class that a method belongs to.
     *
     * @param type as it is declared
     * @param owner the class of the object
     * @param declaring the class that declares it, one that the owner is or extends
     */
    JavaType type(Type type, Class<?> owner, Class<?> declaring) {
        TypeFactory types = mapper.getTypeFactory();
        JavaType declarer = types.constructType(owner).findSuperType(declaring);
        TypeBindings bindings =
                declarer == null ? TypeBindings.emptyBindings() : declarer.getBindings();
        return types.resolveMemberType(type, bindings);
    }

    /** Whether values of a type can be made at all, as far as that can be told beforehand. */
    boolean canMake(JavaType type) {
        try {
            mapper.readerFor(type).readValue("{}");
            return true;
        } catch (InvalidDefinitionException e) {
            return false;
        } catch (JacksonException e) {
            return true; // an empty object is none, but others may be
        }
    }

    /**
     * Makes a value.
     *
     * @throws JacksonException where it does not fit
     */
    Object make(JsonValue value, JavaType type) {
        JsonWriter text = new JsonWriter(CAPACITY).value(value);
        return mapper.readerFor(type).readValue(text.array(), 0, text.size());
    }

    /**
     * What stands for an object.
     *
     * @throws JacksonException where nothing does
     */
    JsonValue json(Object object) throws JsonException {
        byte[] bytes = mapper.writeValueAsBytes(object);
        return READER.readValue(bytes, 0, bytes.length);
    }
}

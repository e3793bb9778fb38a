package dev.landline.client.call;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedCollection;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the result of a method is made of.
 *
 * @param shape how many answers, or bytes
 * @param type what each answer is
 */
record TypedResult(Shape shape, Type type) {

    private static final Set<Class<?>> LISTS =
            Set.of(List.class, Collection.class, Iterable.class, SequencedCollection.class);
    private static final Set<Class<?>> SETS = Set.of(Set.class, SequencedSet.class);
    private static final List<Class<?>> NEVER =
            List.of(Iterator.class, BaseStream.class, Future.class, CompletionStage.class);

    /** The forms that results have. */
    enum Shape {
        NOTHING,
        VALUE,
        LIST,
        SET,
        STREAM,
        BYTES,
        RAW
    }

    /**
     * Understands the result of a method.
     *
     * @throws IllegalArgumentException where it cannot be had
     */
    static TypedResult of(Method method) {
        Type type = method.getGenericReturnType();
        Class<?> raw = method.getReturnType();
        if (raw == void.class || raw == Void.class) {
            return new TypedResult(Shape.NOTHING, type);
        }
        if (raw == byte[].class) {
            return new TypedResult(Shape.BYTES, type);
        }
        if (raw == InputStream.class) {
            return new TypedResult(Shape.RAW, type);
        }
        Type known = known(method, type);
        if (raw == Stream.class) {
            return new TypedResult(Shape.STREAM, element(known));
        }
        if (LISTS.contains(raw)) {
            return new TypedResult(Shape.LIST, element(known));
        }
        if (SETS.contains(raw)) {
            return new TypedResult(Shape.SET, element(known));
        }
        for (Class<?> never : NEVER) {
            if (never.isAssignableFrom(raw)) {
                throw new IllegalArgumentException(
                        TypedMethod.described(method)
                                + ": expected a result such as Flight, List<Flight> or"
                                + " Stream<Flight>, got "
                                + type.getTypeName());
            }
        }
        return new TypedResult(Shape.VALUE, known);
    }

    /** A raw collection holds anything. */
    private static Type element(Type type) {
        if (!(type instanceof ParameterizedType parameterized)) {
            return Object.class;
        }
        Type argument = parameterized.getActualTypeArguments()[0];
        return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
    }

    private static Type known(Method method, Type type) {
        switch (type) {
            case TypeVariable<?> variable ->
                    throw new IllegalArgumentException(
                            TypedMethod.described(method)
                                    + ": expected a result of a type that is known, got "
                                    + variable.getName()
                                    + "; declare the method anew with its real type");
            case ParameterizedType parameterized -> {
                for (Type argument : parameterized.getActualTypeArguments()) {
                    var _ = known(method, argument);
                }
            }
            default -> {}
        }
        return type;
    }

    /** Makes the call and has its result. */
    @Nullable Object of(HandlerCall call) throws IOException {
        return switch (shape) {
            case NOTHING -> {
                call.run();
                yield null;
            }
            case VALUE -> call.object(type);
            case LIST -> Collections.unmodifiableList(call.objects(type));
            case SET -> Collections.unmodifiableSet(new LinkedHashSet<>(call.objects(type)));
            case STREAM -> call.objectStream(type);
            case BYTES -> call.bytes();
            case RAW -> call.start().output();
        };
    }
}

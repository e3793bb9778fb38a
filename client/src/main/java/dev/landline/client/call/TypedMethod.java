package dev.landline.client.call;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method of an interface as a call.
 *
 * @param handler the handler's name
 * @param parameters the names of its parameters; empty for the one that is the raw input
 * @param result what its result is made of
 */
record TypedMethod(String handler, List<Optional<String>> parameters, TypedResult result) {

    /**
     * Understands a method.
     *
     * @param method an abstract method
     * @param prefix what stands before its name
     * @throws IllegalArgumentException where it cannot be a call
     */
    static TypedMethod of(Method method, String prefix) {
        Named named = method.getAnnotation(Named.class);
        List<Optional<String>> parameters = new ArrayList<>();
        Set<Optional<String>> known = new HashSet<>();
        for (Parameter parameter : method.getParameters()) {
            Optional<String> name = name(method, parameter, parameters.size());
            if (!known.add(name)) {
                throw new IllegalArgumentException(
                        described(method)
                                + ": expected "
                                + name.map(word -> "one parameter " + word)
                                        .orElse("one InputStream")
                                + ", got two");
            }
            parameters.add(name);
        }
        return new TypedMethod(
                named == null ? prefix + method.getName() : named.value(),
                parameters,
                TypedResult.of(method));
    }

    private static Optional<String> name(Method method, Parameter parameter, int index) {
        Named named = parameter.getAnnotation(Named.class);
        if (parameter.getType() == InputStream.class) {
            return Optional.empty();
        }
        if (named != null) {
            return Optional.of(named.value());
        }
        if (parameter.isNamePresent()) {
            return Optional.of(parameter.getName());
        }
        throw new IllegalArgumentException(
                described(method)
                        + ": the name of parameter "
                        + (index + 1)
                        + " is not known; compile "
                        + method.getDeclaringClass().getSimpleName()
                        + " with -parameters, or write @Named(\"…\") before it");
    }

    /** Such as {@code Flights.status(String)}. */
    static String described(Method method) {
        List<String> types = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            types.add(type.getSimpleName());
        }
        return method.getDeclaringClass().getSimpleName()
                + "."
                + method.getName()
                + "("
                + String.join(", ", types)
                + ")";
    }

    /** Makes the call. */
    @Nullable Object make(HandlerCall call, Object[] arguments) throws IOException {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            Optional<String> name = parameters.get(i);
            if (name.isPresent()) {
                call.parameter(name.get(), argument);
            } else {
                call.input((InputStream) Objects.requireNonNull(argument, "the raw input"));
            }
        }
        return result.of(call);
    }
}

package dev.landline.server.handler.method;

import dev.landline.server.handler.Handles;
import dev.landline.server.handler.Parameter;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A method that can be called.
 *
 * @param method the method
 * @param declared where the annotation stands: the method itself, or one that it overrides
 * @param handles the annotation
 */
record HandlerMethod(Method method, Method declared, Handles handles) {

    String name() {
        return handles.value();
    }

    /** What the parameter at an index is called in JSON. */
    Optional<String> parameterName(int index) {
        return named(method, index)
                .or(() -> named(declared, index))
                .or(() -> compiled(method, index))
                .or(() -> compiled(declared, index));
    }

    private static Optional<String> named(Method method, int index) {
        return Optional.ofNullable(method.getParameters()[index].getAnnotation(Parameter.class))
                .map(Parameter::value);
    }

    /** There only where the class was compiled with {@code -parameters}. */
    private static Optional<String> compiled(Method method, int index) {
        return Optional.of(method.getParameters()[index])
                .filter(java.lang.reflect.Parameter::isNamePresent)
                .map(java.lang.reflect.Parameter::getName);
    }

    @Override
    public String toString() {
        return text(method);
    }

    /** A method as messages name it. */
    static String text(Method method) {
        return method.getDeclaringClass().getName()
                + "."
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}

package dev.landline.client.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind an interface whose methods are calls. */
final class TypedHandlers implements InvocationHandler {

    private final Calls calls;
    private final Class<?> type;
    private final Duration timeout;
    private final JsonMapping mapping = new JsonMapping();
    private final Map<Method, TypedMethod> methods;

    private TypedHandlers(Calls calls, Class<?> type, Duration timeout) {
        this.calls = calls;
        this.type = type;
        this.timeout = timeout;
        this.methods = methods(type);
    }

    static <T> T of(Calls calls, Class<T> type, Duration timeout) {
        if (!type.isInterface() || type.isAnnotation() || type.isSealed()) {
            throw new IllegalArgumentException(
                    "expected an interface that is not sealed, got " + type.getTypeName());
        }
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        new TypedHandlers(calls, type, timeout)));
    }

    /** One that an interface has from two others is one method, of the narrower result. */
    private static Map<Method, TypedMethod> methods(Class<?> type) {
        Handlers prefix = type.getAnnotation(Handlers.class);
        Map<Method, TypedMethod> methods = new HashMap<>();
        Map<String, Method> byName = new HashMap<>();
        List<Method> all =
                Arrays.stream(type.getMethods())
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .sorted(Comparator.comparing(Method::toString))
                        .toList();
        for (Method method : all) {
            TypedMethod mapped = TypedMethod.of(method, prefix == null ? "" : prefix.value() + ".");
            Method other = byName.putIfAbsent(mapped.handler(), method);
            if (other == null) {
                methods.put(method, mapped);
            } else if (isSame(other, method)) {
                boolean narrower = other.getReturnType().isAssignableFrom(method.getReturnType());
                TypedMethod one = narrower ? mapped : methods.get(other);
                methods.put(other, one);
                methods.put(method, one);
            } else {
                throw new IllegalArgumentException(
                        "expected one method for each handler, got two for "
                                + mapped.handler()
                                + ": "
                                + TypedMethod.described(other)
                                + " and "
                                + TypedMethod.described(method)
                                + "; give one of them another name with @Named");
            }
        }
        return methods;
    }

    private static boolean isSame(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, given);
        }
        TypedMethod mapped = methods.get(method);
        if (mapped == null) {
            return InvocationHandler.invokeDefault(proxy, method, given);
        }
        HandlerCall call = calls.call(mapped.handler()).mappedBy(mapping);
        if (timeout.isPositive()) {
            call.timeout(timeout);
        }
        try {
            return mapped.make(call, given);
        } catch (IOException e) {
            for (Class<?> declared : method.getExceptionTypes()) {
                if (declared.isInstance(e)) {
                    throw e;
                }
            }
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // two proxies are never equal
    private @Nullable Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + methods.values().stream().distinct().toList();
        };
    }
}

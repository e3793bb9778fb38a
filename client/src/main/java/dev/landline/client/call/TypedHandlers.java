package dev.landline.client.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What stands behind an interface whose methods are calls. */
final class TypedHandlers implements InvocationHandler {

    private final Calls calls;
    private final Class<?> type;
    private final Duration timeout;
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

    /** One that an interface has from several others is one method, of the narrowest result. */
    private static Map<Method, TypedMethod> methods(Class<?> type) {
        Handlers annotation = type.getAnnotation(Handlers.class);
        String prefix = annotation == null ? "" : annotation.value() + ".";
        Map<String, List<Method>> bySignature = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                String signature = method.getName() + Arrays.toString(method.getParameterTypes());
                bySignature.computeIfAbsent(signature, _ -> new ArrayList<>()).add(method);
            }
        }
        checkOverloads(bySignature.values());
        Map<Method, TypedMethod> methods = new HashMap<>();
        for (List<Method> same : bySignature.values()) {
            Method narrowest = narrowest(same);
            TypedMethod mapped = TypedMethod.of(narrowest, prefix);
            same.forEach(method -> methods.put(method, mapped));
        }
        return methods;
    }

    private static Method narrowest(List<Method> same) {
        Method narrowest = same.getFirst();
        for (Method method : same) {
            if (narrowest.getReturnType().isAssignableFrom(method.getReturnType())) {
                narrowest = method;
            }
        }
        return narrowest;
    }

    /** Two that are called the same would be one handler, unless somebody has meant that. */
    private static void checkOverloads(Collection<List<Method>> methods) {
        Map<String, Method> byName = new HashMap<>();
        for (List<Method> same : methods) {
            Method method = same.getFirst();
            if (method.isAnnotationPresent(Named.class)) {
                continue;
            }
            Method other = byName.putIfAbsent(method.getName(), method);
            if (other != null) {
                throw new IllegalArgumentException(
                        "expected no two methods of one name, got "
                                + TypedMethod.described(other)
                                + " and "
                                + TypedMethod.described(method)
                                + "; say with @Named which handler one of them calls");
            }
        }
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
        HandlerCall call = calls.call(mapped.handler());
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
            default ->
                    type.getSimpleName()
                            + methods.values().stream()
                                    .map(TypedMethod::handler)
                                    .distinct()
                                    .sorted()
                                    .toList();
        };
    }
}

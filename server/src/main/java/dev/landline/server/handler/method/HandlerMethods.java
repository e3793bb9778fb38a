package dev.landline.server.handler.method;

import dev.landline.server.handler.Handles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the methods of a class that are handlers. */
final class HandlerMethods {

    private final Class<?> type;

    /**
     * The class and what it extends or implements: superclasses first, the nearest at the front.
     */
    private final List<Class<?>> lineage;

    HandlerMethods(Class<?> type) {
        this.type = type;
        Set<Class<?>> all = new LinkedHashSet<>();
        for (@Nullable Class<?> at = type; at != null; at = at.getSuperclass()) {
            all.add(at);
        }
        for (Class<?> at : List.copyOf(all)) {
            addInterfaces(at, all);
        }
        lineage = List.copyOf(all);
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> one : type.getInterfaces()) {
            all.add(one);
            addInterfaces(one, all);
        }
    }

    boolean isAnnotated() {
        return annotated().findAny().isPresent();
    }

    private Stream<Method> annotated() {
        return lineage.stream()
                .flatMap(one -> Arrays.stream(one.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Handles.class) && isWritten(method));
    }

    /** What the compiler has added stands for another method. */
    private static boolean isWritten(Method method) {
        return !method.isBridge() && !method.isSynthetic();
    }

    /**
     * All of them, in the order of their names.
     *
     * @throws IllegalArgumentException where one that has the annotation cannot be called
     */
    List<HandlerMethod> find() {
        annotated().forEach(this::check);
        List<HandlerMethod> found = new ArrayList<>();
        Set<Method> seen = new LinkedHashSet<>();
        annotated()
                .forEach(declared -> {
                    Method method = called(declared);
                    if (seen.add(method)) {
                        // the nearest annotation counts: the lineage begins with the class itself
                        found.add(
                                new HandlerMethod(
                                        method, declared, declared.getAnnotation(Handles.class)));
                    }
                });
        found.sort(Comparator.comparing(HandlerMethod::name));
        return found;
    }

    private void check(Method method) {
        if (!Modifier.isPublic(method.getModifiers())) {
            throw new IllegalArgumentException(
                    "%s has @Handles and is not public: make it public, or take @Handles away"
                            .formatted(HandlerMethod.text(method)));
        }
        if (Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass().isInterface()
                && method.getDeclaringClass() != type) {
            throw new IllegalArgumentException(
                    ("%s has @Handles and is a static method of an interface, which nobody"
                                    + " inherits: move it to the class")
                            .formatted(HandlerMethod.text(method)));
        }
    }

    /** What is called where a method is: itself, or the nearest that overrides it. */
    private Method called(Method declared) {
        if (Modifier.isStatic(declared.getModifiers())) {
            return declared;
        }
        return lineage.stream()
                .takeWhile(one -> one != declared.getDeclaringClass())
                .map(one -> overriding(one, declared))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(declared);
    }

    /**
     * The method of a class that overrides another. Where that one is generic, the compiler has
     * added a bridge of its very types to the class, beside the method itself.
     */
    private static Optional<Method> overriding(Class<?> type, Method declared) {
        Class<?>[] parameters = declared.getParameterTypes();
        List<Method> same =
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.getName().equals(declared.getName()))
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> method.getParameterCount() == parameters.length)
                        .toList();
        Optional<Method> match =
                same.stream()
                        .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
                        .min(Comparator.comparing(Method::isBridge));
        if (match.isEmpty() || isWritten(match.get())) {
            return match;
        }
        List<Method> written = same.stream().filter(HandlerMethods::isWritten).toList();
        return written.size() == 1 ? Optional.of(written.getFirst()) : Optional.empty();
    }
}

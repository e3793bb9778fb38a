package dev.landline.server.handler.method;

import dev.landline.server.handler.Handler;
import dev.landline.server.handler.Handles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes handlers of an object's methods. */
public final class AnnotatedHandlers {

    private AnnotatedHandlers() {}

    /**
     * The handlers of an object: its public methods, its own and those that it inherits, which have
     * {@link Handles} themselves or override one that has. What maps their parameters and results
     * is theirs alone, and goes with them.
     *
     * @param object any object
     * @return one handler at least
     * @throws IllegalArgumentException where it has no such method, or one that cannot be called,
     *     or two with one name; it names the method and what to do
     */
    public static List<Handler> of(Object object) {
        List<HandlerMethod> methods = new HandlerMethods(object.getClass()).find();
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no public method with @Handles: annotate one, or implement Handler"
                            .formatted(object.getClass().getName()));
        }
        JsonMapping mapping = new JsonMapping();
        Map<String, HandlerMethod> named = new HashMap<>();
        List<Handler> handlers = new ArrayList<>();
        for (HandlerMethod method : methods) {
            @Nullable HandlerMethod other = named.putIfAbsent(method.name(), method);
            if (other != null) {
                throw new IllegalArgumentException(
                        "two methods handle %s: %s and %s; give one of them another name"
                                .formatted(method.name(), other, method));
            }
            handlers.add(new MethodHandler(object, method, mapping));
        }
        return handlers;
    }

    /**
     * Whether a class has methods that could be handlers.
     *
     * @param type any class
     * @return true where {@link #of} finds some in its objects, or has something to say about them
     */
    public static boolean isAnnotated(Class<?> type) {
        return new HandlerMethods(type).isAnnotated();
    }
}

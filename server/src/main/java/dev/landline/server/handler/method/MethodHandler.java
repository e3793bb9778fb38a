package dev.landline.server.handler.method;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Printable;
import dev.landline.json.JsonObject;
import dev.landline.server.config.NearNames;
import dev.landline.server.handler.Call;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.HandlerDescription;
import dev.landline.server.handler.HandlerDescription.Input;
import dev.landline.server.handler.ParameterDescription;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/** A method of an object as a handler. */
final class MethodHandler implements Handler {

    private final Object object;
    private final Method method;
    private final JsonMapping mapping;
    private final List<Argument> arguments = new ArrayList<>();
    private final Answer answer;
    private final List<String> names;
    private final HandlerDescription description;

    MethodHandler(Object object, HandlerMethod found, JsonMapping mapping) {
        this.object = object;
        this.method = found.method();
        this.mapping = mapping;
        try {
            method.setAccessible(true); // the class itself need not be public
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "%s cannot be called: export its package, or open it to dev.landline.server"
                            .formatted(found),
                    e);
        }
        Class<?> declaring = method.getDeclaringClass();
        Type[] types = method.getGenericParameterTypes();
        for (int i = 0; i < types.length; i++) {
            JavaType type = mapping.type(types[i], object.getClass(), declaring);
            arguments.add(Argument.at(found, i, type, mapping));
        }
        JavaType result = mapping.type(method.getGenericReturnType(), object.getClass(), declaring);
        answer = Answer.of(result);
        List<ParameterDescription> parameters =
                arguments.stream().map(Argument::description).flatMap(Optional::stream).toList();
        names = parameters.stream().map(ParameterDescription::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "%s: two parameters have one name: %s".formatted(found, names));
        }
        description = description(found, result, parameters);
    }

    private HandlerDescription description(
            HandlerMethod found, JavaType result, List<ParameterDescription> parameters) {
        try {
            return new HandlerDescription(
                    found.name(),
                    found.handles().description(),
                    input(),
                    answer.output(),
                    parameters,
                    answer.described(result));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(found + ": " + e.getMessage(), e);
        }
    }

    /** A method that takes bytes and fields gets its fields with the call. */
    private Input input() {
        List<Input> inputs = arguments.stream().map(Argument::input).toList();
        return inputs.contains(Input.RAW)
                ? Input.RAW
                : inputs.contains(Input.JSON) ? Input.JSON : Input.NONE;
    }

    @Override
    public HandlerDescription description() {
        return description;
    }

    @Override
    public void handle(Call call) throws Exception {
        JsonObject parameters = object(call);
        @Nullable Object[] values = new @Nullable Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).of(call, parameters);
        }
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(object.getClass().getClassLoader());
        try {
            answer.send(invoke(values), call, mapping);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private @Nullable Object invoke(@Nullable Object[] values) throws Exception {
        try {
            return method.invoke(object, values);
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case Exception failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }

    private JsonObject object(Call call) throws ChannelException {
        if (!(call.parameters() instanceof JsonObject parameters)) {
            throw refused(
                    "parameters: expected an object, got " + call.parameters().describe(), null);
        }
        for (String name : parameters.fields().keySet()) {
            if (!names.contains(name)) {
                String expected =
                        names.isEmpty() ? "no parameters" : "one of " + String.join(", ", names);
                throw refused(
                        "parameters: expected %s, got '%s'"
                                .formatted(expected, Printable.brief(name)),
                        NearNames.near(name, names).stream()
                                .findFirst()
                                .map(near -> "did you mean " + near + "?")
                                .orElse(null));
            }
        }
        return parameters;
    }

    private static ChannelException refused(String message, @Nullable String hint) {
        return new ChannelException(ErrorCode.BAD_REQUEST, message, hint, null);
    }
}

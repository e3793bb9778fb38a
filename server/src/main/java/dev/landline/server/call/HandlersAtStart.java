package dev.landline.server.call;

import dev.landline.server.handler.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The handlers that a server has from its start on. */
public final class HandlersAtStart {

    private static final String SERVER = "server";
    private static final String MODULE = "module";

    private HandlersAtStart() {}

    /**
     * Those of the builder, as the source {@code server}, and those that a {@link ServiceLoader}
     * finds, as the source {@code module}.
     *
     * @param given those of the builder; they are not closed with the table
     * @return a table with all of them
     * @throws IllegalArgumentException where two have one name, or one cannot be made; it names
     *     them
     */
    public static HandlerTable table(List<Handler> given) {
        HandlerTable table = new HandlerTable();
        table.put(new HandlerSource(SERVER, given, () -> {}));
        List<Handler> found = found();
        table.put(new HandlerSource(MODULE, found, () -> HandlerClosing.close(found)))
                .ifPresent(conflict -> {
                    HandlerClosing.close(found);
                    throw new IllegalArgumentException(
                            ("the handler %s was given to the server, and was found by"
                                 + " ServiceLoader as well; give one of them another name")
                                    .formatted(conflict.name()));
                });
        return table;
    }

    private static List<Handler> found() {
        List<Handler> found = new ArrayList<>();
        try {
            ServiceLoader.load(Handler.class).forEach(found::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(
                    "a handler that ServiceLoader has found cannot be made: " + e.getMessage(), e);
        }
        return found;
    }
}

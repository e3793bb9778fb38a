package dev.landline.client.call;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an interface whose methods are calls: what stands before the names of its methods, and a dot.
 *
 * {@snippet :
 * @Handlers("flight")
 * interface Flights {
 *     Flight status(String flight) throws IOException; // calls flight.status
 *
 *     Stream<Flight> departures(String airport, @Named("not-before") Instant from);
 * }
 * }
 *
 * Without it, a method's name alone is the handler's name.
 *
 * <ul>
 *   <li>Parameters are sent by their names, which are there where the interface was compiled with
 *       {@code -parameters}, or by {@link Named}. An {@link java.io.InputStream} is the call's raw
 *       input.
 *   <li>{@code void} waits for the end. {@code List}, {@code Collection}, {@code Iterable} and
 *       {@code Set} collect a handler's answers, one for each line; a {@code Stream} has them as
 *       they come, and is to be closed. {@code byte[]} are raw bytes, and an {@code InputStream} is
 *       the same as it comes, to be closed. Any other type is the one answer.
 *   <li>A failed call throws what {@link HandlerCall} throws, where the method declares it; else it
 *       is wrapped in an {@link java.io.UncheckedIOException}.
 *   <li>Default methods do what they say.
 * </ul>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Handlers {

    /**
     * The beginning of the names.
     *
     * @return without the dot at its end
     */
    String value();
}

package dev.landline.server.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method of a plain object a handler. Its parameters are fields of the call's
 * parameters, by name; a class compiled without {@code -parameters} names them by {@link
 * Parameter}. An {@link java.util.Optional} may be left out. A {@link Call} and a {@link
 * dev.landline.server.auth.Identity} are given, and an {@link java.io.InputStream} is the raw
 * input.
 *
 * <p>What it returns is the answer: nothing for {@code void}; a line for each element of a {@code
 * Stream}, {@code Iterable} or {@code Iterator}; bytes as they are for {@code byte[]} and {@code
 * InputStream}; one line of JSON for anything else.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Handles {

    /**
     * What callers say.
     *
     * @return a name as in {@link HandlerDescription}
     */
    String value();

    /**
     * What it does, for people.
     *
     * @return a sentence; empty by default
     */
    String description() default "";
}

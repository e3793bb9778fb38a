package dev.landline.client.call;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What something is called at the server: on a method the handler's whole name, before which
 * nothing is put; on a parameter its name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Named {

    /**
     * The name.
     *
     * @return as the server knows it
     */
    String value();
}

/** Methods that are handlers: found by their annotation, called with parameters from JSON. */
@NullMarked
package dev.landline.server.handler.method;

import org.jspecify.annotations.NullMarked;

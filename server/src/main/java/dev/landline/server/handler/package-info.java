/**
 * What whoever writes a handler needs: a class that is found and called by a name. A handler is
 * given to the server's builder, or found by {@link java.util.ServiceLoader}; nothing else can be
 * called.
 */
@NullMarked
package dev.landline.server.handler;

import org.jspecify.annotations.NullMarked;

/**
 * What whoever writes a handler needs: a class that is found and called by a name. A handler is
 * given to the server's builder, found by {@link java.util.ServiceLoader}, or named by a jar in the
 * server's directory of handlers; nothing else can be called.
 */
@NullMarked
package dev.landline.server.handler;

import org.jspecify.annotations.NullMarked;

/** Connecting sockets, which all clients do in the same way. Not exported. */
@NullMarked
package dev.landline.client.socket;

import org.jspecify.annotations.NullMarked;

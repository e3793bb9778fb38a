/** Work of a service on a thread of its own, while the channel's thread hears the client. */
@NullMarked
package dev.landline.server.work;

import org.jspecify.annotations.NullMarked;

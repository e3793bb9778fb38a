/** What a server counts while it works, and whom it tells of what takes time. */
@NullMarked
package dev.landline.server.watch;

import org.jspecify.annotations.NullMarked;

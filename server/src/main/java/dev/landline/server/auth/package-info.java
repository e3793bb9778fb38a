/** Who may connect, and what for. */
@NullMarked
package dev.landline.server.auth;

import org.jspecify.annotations.NullMarked;

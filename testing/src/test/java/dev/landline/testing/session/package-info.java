/** Sessions that outlive their connections, from the library to real commands. */
@NullMarked
package dev.landline.testing.session;

import org.jspecify.annotations.NullMarked;

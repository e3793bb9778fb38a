/** {@code landline keys}: the keys of users and hosts. */
@NullMarked
package dev.landline.cli.keys;

import org.jspecify.annotations.NullMarked;

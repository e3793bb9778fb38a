/** {@code landline exec} and {@code landline shell}: one command on one machine. */
@NullMarked
package dev.landline.cli.exec;

import org.jspecify.annotations.NullMarked;

/** {@code landline exec}: one command on one machine. */
@NullMarked
package dev.landline.cli.exec;

import org.jspecify.annotations.NullMarked;

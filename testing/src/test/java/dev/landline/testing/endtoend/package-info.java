/** The whole thing as a person runs it: processes, files, keys made by {@code ssh-keygen}. */
@NullMarked
package dev.landline.testing.endtoend;

import org.jspecify.annotations.NullMarked;

/** {@code landline serve}: a server and its log. */
@NullMarked
package dev.landline.cli.serve;

import org.jspecify.annotations.NullMarked;

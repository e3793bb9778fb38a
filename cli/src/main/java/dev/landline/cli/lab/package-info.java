/** {@code landline lab}: what happens to messages on their way, shown on real sockets. */
@NullMarked
package dev.landline.cli.lab;

import org.jspecify.annotations.NullMarked;

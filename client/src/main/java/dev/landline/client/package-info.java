/**
 * The library to embed: connect to a server, run commands on it.
 *
 * {@snippet :
 * try (var box = Landline.connect("box")) {
 *     var result = box.exec("uname", "-a").run();
 *     System.out.print(result.stdoutText());
 * }
 * }
 */
@NullMarked
package dev.landline.client;

import org.jspecify.annotations.NullMarked;

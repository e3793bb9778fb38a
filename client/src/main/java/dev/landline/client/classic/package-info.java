/**
 * The client's side of the classic dialects: neither encrypted nor authenticated, for learning, for
 * old scripts and for debugging. Source: {@code spec/CLASSIC.md}.
 *
 * {@snippet :
 * try (var box = ClassicClient.connect(ClassicAddress.parse("json://127.0.0.1:8888"))) {
 *     box.run("uname -a", System.out);
 * }
 * }
 */
@NullMarked
package dev.landline.client.classic;

import org.jspecify.annotations.NullMarked;

/**
 * The classic dialects as they are spoken: our server and client, the examples in Python, and peers
 * as others write them, each with each. Source: {@code spec/CLASSIC.md}.
 */
@NullMarked
package dev.landline.testing.classic;

import org.jspecify.annotations.NullMarked;

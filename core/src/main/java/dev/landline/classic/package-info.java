/**
 * The classic dialects: five older ways to frame a conversation of commands and answers, as people
 * write them who learn sockets. Addresses, headers and hashes, without any I/O of their own beyond
 * reading a header. Source: {@code spec/CLASSIC.md}.
 */
@NullMarked
package dev.landline.classic;

import org.jspecify.annotations.NullMarked;

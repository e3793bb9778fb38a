/** The other sides, each a process of its own. */
@NullMarked
package dev.landline.bench.server;

import org.jspecify.annotations.NullMarked;

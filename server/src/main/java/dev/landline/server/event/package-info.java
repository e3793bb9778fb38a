/** What a server tells whoever runs it. */
@NullMarked
package dev.landline.server.event;

import org.jspecify.annotations.NullMarked;

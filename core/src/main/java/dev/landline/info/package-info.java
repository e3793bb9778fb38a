/** What a server tells about itself. Source: {@code spec/PROTOCOL.md}, section 6.14. */
@NullMarked
package dev.landline.info;

import org.jspecify.annotations.NullMarked;

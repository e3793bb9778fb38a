/** What a server tells about itself. */
@NullMarked
package dev.landline.cli.info;

import org.jspecify.annotations.NullMarked;

/** The address at which Prometheus asks. Nothing of it is loaded where there is none. */
@NullMarked
package dev.landline.server.scrape;

import org.jspecify.annotations.NullMarked;

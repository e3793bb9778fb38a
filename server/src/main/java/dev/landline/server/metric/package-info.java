/** Counters and histograms, and the text in which Prometheus reads them. */
@NullMarked
package dev.landline.server.metric;

import org.jspecify.annotations.NullMarked;

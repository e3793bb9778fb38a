/** The settings of a server, as whoever asks for them sees them. */
@NullMarked
package dev.landline.setting;

import org.jspecify.annotations.NullMarked;

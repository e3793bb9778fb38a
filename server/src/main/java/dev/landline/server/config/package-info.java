/** What an operator can set, and the TOML file that it is set in. */
@NullMarked
package dev.landline.server.config;

import org.jspecify.annotations.NullMarked;

/**
 * Many hosts: their names, ranges of names, groups, and expressions over them.
 *
 * <p>{@link dev.landline.client.hosts.Inventory} reads {@code hosts.toml} and says which hosts an
 * expression means; {@link dev.landline.client.hosts.HostSet} expands and folds names. Described in
 * {@code docs/fan-out.md}.
 */
@NullMarked
package dev.landline.client.hosts;

import org.jspecify.annotations.NullMarked;

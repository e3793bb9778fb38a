/** What an experiment found, as text, as JSON and as a picture. */
@NullMarked
package dev.landline.cli.lab.view;

import org.jspecify.annotations.NullMarked;

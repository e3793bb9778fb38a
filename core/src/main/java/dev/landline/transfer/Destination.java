package dev.landline.transfer;

import dev.landline.file.FileName;
import java.util.Optional;

/**
 * Where things are received.
 *
 * @param root the directory that they land in
 * @param as what the top of the one thing that comes is called there, whatever the sender calls it;
 *     empty where everything keeps its name
 */
public record Destination(Root root, Optional<FileName> as) {}

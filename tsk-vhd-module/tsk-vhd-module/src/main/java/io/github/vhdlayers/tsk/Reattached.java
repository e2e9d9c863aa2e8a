package io.github.vhdlayers.tsk;

import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Image;

/**
 * What became of an image that was added without a copy, when its case was opened again.
 *
 * @param image the data source
 * @param problem why it cannot be read; null if it can
 */
public record Reattached(Image image, @Nullable String problem) {}

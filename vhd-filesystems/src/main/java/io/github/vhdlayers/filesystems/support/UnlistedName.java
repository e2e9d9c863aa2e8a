package io.github.vhdlayers.filesystems.support;

import org.jspecify.annotations.Nullable;

/**
 * A name of a file that the folder does not list.
 *
 * @param folderPath the path of the folder that it would be in, empty for the root
 * @param entry the name, as the folder would list it
 * @param unknownPath why it is not known which folder that is, although there may be one; null if the path is right
 */
public record UnlistedName(String folderPath, FolderEntry entry, @Nullable String unknownPath) {}

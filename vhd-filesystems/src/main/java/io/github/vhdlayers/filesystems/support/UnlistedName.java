package io.github.vhdlayers.filesystems.support;

/**
 * A name of a file that the folder does not list.
 *
 * @param folderPath the path of the folder that it would be in, empty for the root
 * @param entry the name, as the folder would list it
 */
public record UnlistedName(String folderPath, FolderEntry entry) {}

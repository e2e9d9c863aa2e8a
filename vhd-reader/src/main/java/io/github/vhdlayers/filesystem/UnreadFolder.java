package io.github.vhdlayers.filesystem;

/**
 * A folder of which not every name could be read: a file that is not among the names that were read may still be in it or below it.
 *
 * @param path its path in the file system, {@code /} for the root
 * @param reason why, in one line
 * @since 0.1.0
 */
public record UnreadFolder(String path, String reason) {}

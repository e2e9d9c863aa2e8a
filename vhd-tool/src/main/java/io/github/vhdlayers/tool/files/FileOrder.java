package io.github.vhdlayers.tool.files;

/** In which order files are listed. */
public enum FileOrder {
    /** By the time of the last change, the oldest first. */
    time,
    /** By the path. */
    path,
    /** By the size, the largest first. */
    size
}

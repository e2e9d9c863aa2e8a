package io.github.vhdlayers.tool;

/** In which order files are listed. */
enum FileOrder {
    /** By the time of the last change, the oldest first. */
    time,
    /** By the path. */
    path,
    /** By the size, the largest first. */
    size
}

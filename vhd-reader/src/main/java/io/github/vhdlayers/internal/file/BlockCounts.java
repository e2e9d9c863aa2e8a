package io.github.vhdlayers.internal.file;

/**
 * How many blocks of a disk are in its file.
 *
 * @param stored those that the table puts where a block can be
 * @param misplaced those that it puts where none can be, or of which the entries are cut off, so that what they hold is unknown
 */
public record BlockCounts(long stored, long misplaced) {}

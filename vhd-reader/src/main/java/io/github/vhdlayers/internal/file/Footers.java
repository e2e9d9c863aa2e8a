package io.github.vhdlayers.internal.file;

import org.jspecify.annotations.Nullable;

/**
 * The footers of a file.
 *
 * @param served the one that is used
 * @param tail the one at the end of the file, or null if there is none
 * @param head the copy at the start of the file, or null if there is none
 * @param dataEnd where the part of the file ends that can hold data: the tail's file offset, or the file's size
 */
record Footers(LocatedFooter served, @Nullable LocatedFooter tail, @Nullable LocatedFooter head, long dataEnd) {}

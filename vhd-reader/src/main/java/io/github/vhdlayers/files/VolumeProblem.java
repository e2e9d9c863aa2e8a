package io.github.vhdlayers.files;

import io.github.vhdlayers.partition.Partition;
import org.jspecify.annotations.Nullable;

/**
 * A volume whose file system could not be opened.
 *
 * @param partition the partition, or null for a disk without a table that is known
 * @param message why, in one line
 */
public record VolumeProblem(@Nullable Partition partition, String message) {}

package io.github.vhdlayers.chain;

import io.github.vhdlayers.file.LayerFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file of a chain.
 *
 * @param index its number: 0 is the leaf, the file that was opened
 * @param name what a person would call it: its path, or the name that its resolver gave it
 * @param path where it is, or null if it is not a file of the file system
 * @param file its structures and data
 * @since 0.1.0
 */
public record DiskLayer(int index, String name, @Nullable Path path, LayerFile file) {}

package io.github.vhdlayers.chain;

import io.github.vhdlayers.file.LayerFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A layer of a chain that is still being put together. */
record OpenLayer(String name, @Nullable Path path, @Nullable Object fileKey, LayerFile file) {}

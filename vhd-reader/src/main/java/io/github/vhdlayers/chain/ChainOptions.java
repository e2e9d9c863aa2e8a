package io.github.vhdlayers.chain;

import io.github.vhdlayers.file.FileOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the parents of a leaf are found.
 *
 * @param resolver looks for them
 * @param files how each file is read
 * @param orphans what happens when one is missing
 * @param forcedParent a disk that becomes the first missing parent whatever its id is, or null. It is never taken in the place of one
 *     that has the recorded id, and of several that have it, it is the one that is taken
 * @param rawParent a file of bare sectors that becomes the parent of a VHD which records no parent id, as Xen makes them; or null
 * @since 0.1.0
 */
public record ChainOptions(
        ParentResolver resolver,
        FileOptions files,
        OrphanPolicy orphans,
        @Nullable Path forcedParent,
        @Nullable Path rawParent) {}

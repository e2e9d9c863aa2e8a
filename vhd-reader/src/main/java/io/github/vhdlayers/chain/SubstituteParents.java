package io.github.vhdlayers.chain;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files that the caller says are parents, although nothing in the disks proves it. They are used where a parent is missing, and
 * never in the place of one that was found.
 *
 * @param forced a VHD that becomes the first missing parent whatever its id is, or null
 * @param raw a file of bare sectors that becomes the first missing parent of a disk which records no parent id, as Xen makes
 *     them, or null
 */
public record SubstituteParents(@Nullable Path forced, @Nullable Path raw) {
    /** Only what is proven is a parent. */
    public static final SubstituteParents NONE = new SubstituteParents(null, null);
}

package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.format.vhdx.VhdxMetadataItem;
import io.github.vhdlayers.internal.format.vhdx.VhdxParentLocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of a VHDX file say about its disk.
 *
 * @param items all items, in the order of the table
 * @param blockBytes how many bytes a block has
 * @param staysAllocated whether blocks keep their room, as in a fixed disk
 * @param hasParent whether it is a differencing disk
 * @param diskBytes the disk's size
 * @param diskId the id that the guest sees, equal along a chain; all zero if there is none
 * @param logicalSectorBytes the size of the sectors that the disk presents
 * @param physicalSectorBytes the size of the sectors that it says to have inside; 0 if it does not say
 * @param locator what it records about its parent, or null
 */
record VhdxMetadata(
        List<VhdxMetadataItem> items,
        long blockBytes,
        boolean staysAllocated,
        boolean hasParent,
        long diskBytes,
        UniqueId diskId,
        int logicalSectorBytes,
        int physicalSectorBytes,
        @Nullable VhdxParentLocator locator) {
    VhdxMetadata {
        items = List.copyOf(items);
    }
}

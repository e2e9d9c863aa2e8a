package io.github.vhdlayers.internal.format.vhdx;

import io.github.vhdlayers.format.UniqueId;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the metadata table.
 *
 * @param id what the item is
 * @param offset where it begins, from the start of the metadata region
 * @param length how many bytes it has
 * @param flags its flags as stored
 */
public record VhdxMetadataItem(UniqueId id, long offset, long length, long flags) {
    /** Block size and kind of the disk. */
    public static final UniqueId FILE_PARAMETERS = UniqueId.parse("CAA16737-FA36-4D43-B3B6-33F0AA44E76B");
    /** The disk's size. */
    public static final UniqueId DISK_SIZE = UniqueId.parse("2FA54224-CD1B-4876-B211-5DBED83BF4B8");
    /** The id that the guest sees, equal along a chain. */
    public static final UniqueId DISK_ID = UniqueId.parse("BECA12AB-B2E6-4523-93EF-C309E000C746");
    /** The size of the sectors that the disk presents. */
    public static final UniqueId LOGICAL_SECTOR_SIZE = UniqueId.parse("8141BF1D-A96F-4709-BA47-F233A8FAAB5F");
    /** The size of the sectors that it says to have inside. */
    public static final UniqueId PHYSICAL_SECTOR_SIZE = UniqueId.parse("CDA348C7-445D-4471-9CC9-E9885251C556");
    /** What a differencing disk records about its parent. */
    public static final UniqueId PARENT_LOCATOR = UniqueId.parse("A8D35F2D-B30B-454D-ABF7-D3D84834AB0C");
    /** Observed in a program of Microsoft: a geometry. */
    public static final UniqueId GEOMETRY = UniqueId.parse("DA02D7BC-3D3A-423C-AC88-2A36AB21479B");
    /** Observed in a program of Microsoft: the file was not created to its end. */
    public static final UniqueId INCOMPLETE = UniqueId.parse("71CC85F0-1B69-4E28-9558-C3BF83AE75D3");
    /** Observed in a program of Microsoft: labels of persistent memory. */
    public static final UniqueId MEMORY_LABELS = UniqueId.parse("10E1AE8A-4B7E-4169-A40F-CD70DE928393");

    /** Whether a user of the file stored it. */
    public boolean isUser() {
        return (flags & 1) != 0;
    }

    /** Whether a reader that does not know the id must refuse the file. */
    public boolean isRequired() {
        return (flags & 4) != 0;
    }

    /** Its name in the words of the specification, or null if it is not known here. */
    public @Nullable String name() {
        if (isUser()) {
            return null;
        }
        if (id.equals(FILE_PARAMETERS)) {
            return "file parameters";
        } else if (id.equals(DISK_SIZE)) {
            return "virtual disk size";
        } else if (id.equals(DISK_ID)) {
            return "virtual disk id";
        } else if (id.equals(LOGICAL_SECTOR_SIZE)) {
            return "logical sector size";
        } else if (id.equals(PHYSICAL_SECTOR_SIZE)) {
            return "physical sector size";
        } else if (id.equals(PARENT_LOCATOR)) {
            return "parent locator";
        } else if (id.equals(GEOMETRY)) {
            return "geometry";
        } else if (id.equals(INCOMPLETE)) {
            return "mark of an incomplete file";
        }
        return id.equals(MEMORY_LABELS) ? "memory labels" : null;
    }

    /** The offset behind its last byte, from the start of the metadata region. */
    public long end() {
        return offset + length;
    }
}

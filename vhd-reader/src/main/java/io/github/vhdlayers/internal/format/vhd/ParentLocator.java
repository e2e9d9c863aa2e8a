package io.github.vhdlayers.internal.format.vhd;

import io.github.vhdlayers.internal.codec.StructReader;
import org.jspecify.annotations.Nullable;

/**
 * One of the header's eight entries that say where a parent's path is stored in the file.
 *
 * <p>Observed: most writers store {@code dataSpace} in bytes although the specification says sectors. Reading goes by place
 * and length alone.
 *
 * @param slot 0 to 7
 * @param code the platform code's four bytes; 0 marks an unused entry
 * @param dataSpace the room reserved for the data, in sectors or in bytes
 * @param dataLength the length of the data in bytes
 * @param dataOffset where the data is in the file; negative where the stored value is 2^63 or more
 */
public record ParentLocator(int slot, int code, long dataSpace, long dataLength, long dataOffset) {
    /** How many entries a header has. */
    public static final int SLOTS = 8;
    /** The size of an entry in bytes. */
    static final int BYTES = 24;

    static ParentLocator decode(StructReader header, int slot, int at) {
        return new ParentLocator(
                slot, (int) header.u32(at), header.u32(at + 4), header.u32(at + 8), header.u64(at + 16));
    }

    /**
     * How many bytes are reserved for the data. Observed: a number below 512 counts sectors, as the specification says, and any
     * other counts bytes.
     */
    public long roomBytes() {
        return dataSpace < VhdConstants.SECTOR_BYTES ? dataSpace * VhdConstants.SECTOR_BYTES : dataSpace;
    }

    /** Whether the entry is in use. */
    public boolean isUsed() {
        return code != 0;
    }

    /** What the entry's data is, or null if the code is none of the specification's. */
    public @Nullable PlatformCode platform() {
        return PlatformCode.of(code);
    }

    /** The code as text, such as {@code W2ru}. */
    public String codeText() {
        return FourCharCode.text(code);
    }
}

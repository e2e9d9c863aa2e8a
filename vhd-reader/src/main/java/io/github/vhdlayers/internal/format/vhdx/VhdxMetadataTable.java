package io.github.vhdlayers.internal.format.vhdx;

import io.github.vhdlayers.internal.codec.StructReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The table at the start of the metadata region.
 *
 * @param hasSignature whether it begins with {@code metadata}
 * @param entryCount how many entries it claims
 * @param items the entries; none if it claims more than the specification allows
 * @param reservedNonZeroBytes how many of the reserved bytes of table and entries are not zero
 */
public record VhdxMetadataTable(
        boolean hasSignature, int entryCount, List<VhdxMetadataItem> items, int reservedNonZeroBytes) {
    private static final long SIGNATURE = 0x6174_6164_6174_656DL;
    private static final int ENTRY = 32;

    /** Keeps an unmodifiable copy of the list. */
    public VhdxMetadataTable {
        items = List.copyOf(items);
    }

    /** Decodes {@link VhdxConstants#SLOT} bytes. */
    public static VhdxMetadataTable decode(ByteBuffer bytes) {
        StructReader table = StructReader.littleEndian(bytes);
        int count = table.u16(10);
        int reserved = table.nonZeroBytes(8, 10) + table.nonZeroBytes(12, ENTRY);
        List<VhdxMetadataItem> items = new ArrayList<>();
        for (int i = 0; count <= VhdxConstants.MAX_ENTRIES && i < count; i++) {
            int at = ENTRY * (i + 1);
            long flags = table.u32(at + 24);
            items.add(new VhdxMetadataItem(Guids.at(table, at), table.u32(at + 16), table.u32(at + 20), flags));
            reserved += table.nonZeroBytes(at + 28, at + 32) + Long.bitCount(flags & ~7L);
        }
        return new VhdxMetadataTable(table.u64(0) == SIGNATURE, count, items, reserved);
    }
}

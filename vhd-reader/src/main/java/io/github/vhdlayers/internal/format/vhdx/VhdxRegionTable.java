package io.github.vhdlayers.internal.format.vhdx;

import io.github.vhdlayers.internal.codec.Crc32c;
import io.github.vhdlayers.internal.codec.StructReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the two region tables.
 *
 * @param fileOffset where it is
 * @param hasSignature whether it begins with {@code regi}
 * @param storedChecksum the checksum that it carries
 * @param computedChecksum the checksum of its bytes
 * @param entryCount how many entries it claims
 * @param regions the entries; none if it claims more than the specification allows
 */
public record VhdxRegionTable(
        long fileOffset,
        boolean hasSignature,
        long storedChecksum,
        long computedChecksum,
        long entryCount,
        List<VhdxRegion> regions) {
    private static final long SIGNATURE = 0x6967_6572L;
    private static final int CHECKSUM_AT = 4;
    private static final int ENTRIES_AT = 16;
    private static final int ENTRY = 32;

    /** Keeps an unmodifiable copy of the list. */
    public VhdxRegionTable {
        regions = List.copyOf(regions);
    }

    /** Decodes {@link VhdxConstants#SLOT} bytes. */
    public static VhdxRegionTable decode(ByteBuffer bytes, long fileOffset) {
        StructReader table = StructReader.littleEndian(bytes);
        long count = table.u32(8);
        List<VhdxRegion> regions = new ArrayList<>();
        for (int i = 0; count <= VhdxConstants.MAX_ENTRIES && i < count; i++) {
            int at = ENTRIES_AT + i * ENTRY;
            regions.add(new VhdxRegion(
                    Guids.at(table, at), table.u64(at + 16), table.u32(at + 24), (table.u32(at + 28) & 1) != 0));
        }
        return new VhdxRegionTable(
                fileOffset,
                table.u32(0) == SIGNATURE,
                table.u32(CHECKSUM_AT),
                Crc32c.of(bytes, CHECKSUM_AT),
                count,
                regions);
    }

    /** Whether signature and checksum are right. */
    public boolean isValid() {
        return hasSignature && storedChecksum == computedChecksum;
    }
}

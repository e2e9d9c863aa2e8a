package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.format.vhd.ParentLocator;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds reserved and unused bytes inside a file's footers and its dynamic header that are not zero. */
final class StructurePadding {
    private static final int FOOTER_RESERVED = 85;
    private static final int HEADER_RESERVED_WORD = 60;
    private static final int NAME_AT = 64;
    private static final int NAME_END = 576;
    private static final int LOCATOR_BYTES = 24;
    private static final int HEADER_RESERVED = 768;

    private final VhdFile file;

    StructurePadding(VhdFile file) {
        this.file = file;
    }

    void report(ResidueScan.Visitor visitor) throws IOException {
        footer(file.headFooter(), visitor);
        if (file.header() != null) {
            header(file.footer().headerOffset(), visitor);
        }
        footer(file.tailFooter(), visitor);
    }

    private void footer(@Nullable LocatedFooter located, ResidueScan.Visitor visitor) throws IOException {
        if (located != null) {
            int length = located.footer().length();
            ByteBuffer bytes = read(located.fileOffset(), length);
            range(bytes, located.fileOffset(), FOOTER_RESERVED, length, visitor);
        }
    }

    private void header(long at, ResidueScan.Visitor visitor) throws IOException {
        ByteBuffer bytes = read(at, VhdConstants.HEADER_BYTES);
        range(bytes, at, HEADER_RESERVED_WORD, NAME_AT, visitor);
        // A dynamic disk has no parent, so its header has no use for a name.
        range(bytes, at, file.type() == DiskType.DYNAMIC ? NAME_AT : nameEnd(bytes), NAME_END, visitor);
        for (int slot = 0; slot < ParentLocator.SLOTS; slot++) {
            int entry = NAME_END + slot * LOCATOR_BYTES;
            boolean used = bytes.getInt(entry) != 0;
            range(bytes, at, used ? entry + 12 : entry, used ? entry + 16 : entry + LOCATOR_BYTES, visitor);
        }
        range(bytes, at, HEADER_RESERVED, VhdConstants.HEADER_BYTES, visitor);
    }

    private static int nameEnd(ByteBuffer header) {
        for (int i = NAME_AT; i < NAME_END; i += Character.BYTES) {
            if (header.getChar(i) == 0) {
                return i;
            }
        }
        return NAME_END;
    }

    /** From the first to the last byte of a range that is not zero. */
    private static void range(ByteBuffer bytes, long fileOffset, int from, int end, ResidueScan.Visitor visitor)
            throws IOException {
        int first = from;
        while (first < end && bytes.get(first) == 0) {
            first++;
        }
        int last = end;
        while (last > first && bytes.get(last - 1) == 0) {
            last--;
        }
        if (first < last) {
            visitor.found(new ResidueRegion(ResidueRegion.Kind.RESERVED, fileOffset + first, last - first, -1, -1));
        }
    }

    private ByteBuffer read(long fileOffset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.readRaw(fileOffset, bytes);
        return bytes.flip();
    }
}

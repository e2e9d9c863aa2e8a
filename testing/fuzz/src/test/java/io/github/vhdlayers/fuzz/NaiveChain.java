package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.file.BlockLayout;
import io.github.vhdlayers.internal.file.FileExamination;
import io.github.vhdlayers.internal.file.FileRegion;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.ParentLocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The obvious decoder: follows table and bitmap of every layer for one sector at a time, with nothing kept. It takes from the
 * reader which layers there are and what their headers say, and nothing of what it makes of them.
 */
final class NaiveChain {
    /** Answers other than a layer's number. */
    static final int UNWRITTEN = -1;

    static final int UNKNOWN = -2;

    private static final int SECTOR = 512;
    /** An examination looks for batmaps alone, which are where the reader says that they are. */
    private static final Limits ONE_BLOCK =
            Limits.defaults().toBuilder().maxExaminedEntries(1).build();

    private final DiskChain chain;
    private final int top;
    private final List<List<FileRegion>> batmaps = new ArrayList<>();
    private final List<Boolean> rooms = new ArrayList<>();

    NaiveChain(DiskChain chain, int top) throws IOException {
        this.chain = chain;
        this.top = top;
        for (DiskLayer layer : chain.layers()) {
            List<FileRegion> found = new ArrayList<>();
            for (FileRegion region : FileExamination.of(layer.file(), ONE_BLOCK).regions()) {
                if (region.kind() == FileRegion.Kind.BATMAP) {
                    found.add(region);
                }
            }
            batmaps.add(found);
            VhdFile file = (VhdFile) layer.file();
            DynamicDiskHeader header = file.header();
            rooms.add(file.type() != DiskType.FIXED && header != null && NaiveRoom.exists(file, header, found));
        }
    }

    /** Where a sector is: a layer and a place in its file. */
    record Answer(int owner, long fileOffset) {}

    /** The answer, or null if a bitmap or table that decides it cannot be read. */
    @Nullable
    Answer of(long sector) throws IOException {
        List<DiskLayer> layers = chain.layers();
        for (int index = top; index < layers.size(); index++) {
            VhdFile file = (VhdFile) layers.get(index).file();
            if (sector >= file.sectors()) {
                return new Answer(UNWRITTEN, -1);
            }
            DynamicDiskHeader header = file.header();
            if (file.type() == DiskType.FIXED || header == null) {
                return stored(file, index, sector * SECTOR);
            }
            long blockSectors = header.blockBytes() / SECTOR;
            long block = sector / blockSectors;
            long entry = entry(file, header, block);
            if (entry == UNKNOWN || (entry == 0 && rooms.get(index))) {
                return new Answer(UNKNOWN, -1);
            }
            if (entry != UNWRITTEN && entry != 0) {
                long place = entry * SECTOR;
                long bitmapBytes = (blockSectors + 4095) / 4096 * SECTOR;
                long length = bitmapBytes + header.blockBytes();
                if (isImpossible(file, header, place, length)
                        || batmaps.get(index).stream()
                                .anyMatch(map -> meets(place, place + length, map.fileOffset(), map.length()))
                        || place + bitmapBytes > file.dataEnd()) {
                    return new Answer(UNKNOWN, -1);
                }
                long within = sector % blockSectors;
                BlockLayout blocks = file.blocks();
                boolean full = blocks != null && blocks.isKnownFull(block);
                int bits = u8(file, place + within / 8);
                if (full || (bits & 0x80 >> (within & 7)) != 0) {
                    return stored(file, index, place + bitmapBytes + within * SECTOR);
                }
            }
            if (file.type() == DiskType.DYNAMIC) {
                // A disk that records a parent and says that it has none leaves open what its gaps are.
                return new Answer(header.parentUniqueId().isNull() ? UNWRITTEN : UNKNOWN, -1);
            }
        }
        return new Answer(UNKNOWN, -1);
    }

    private static Answer stored(VhdFile file, int index, long fileOffset) {
        return fileOffset > file.dataEnd() - SECTOR ? new Answer(UNKNOWN, -1) : new Answer(index, fileOffset);
    }

    private static long entry(VhdFile file, DynamicDiskHeader header, long block) throws IOException {
        if (block >= header.maxTableEntries()) {
            // A table that is too small leaves open what is behind it.
            return UNKNOWN;
        }
        long at = header.tableOffset() + block * 4;
        if (at + 4 > file.dataEnd()) {
            return UNKNOWN;
        }
        long entry = NaiveRoom.entry(file, header, block);
        return entry == 0xFFFF_FFFFL ? UNWRITTEN : entry;
    }

    /** Whether a block would lie in a structure. */
    private static boolean isImpossible(VhdFile file, DynamicDiskHeader header, long place, long length) {
        long end = place + length;
        long headerOffset = file.footer().headerOffset();
        long blocks = (file.sectors() * SECTOR + header.blockBytes() - 1) / header.blockBytes();
        long entries = Math.min(
                Math.min(blocks, header.maxTableEntries()), Math.max(0, (file.dataEnd() - header.tableOffset()) / 4));
        boolean structure = place < 512
                || meets(place, end, headerOffset, 1024)
                || meets(place, end, header.tableOffset(), entries * 4);
        for (ParentLocator locator : header.locators()) {
            structure |= locator.isUsed()
                    && locator.dataOffset() >= 0
                    && locator.dataOffset() <= file.fileSize() - locator.dataLength()
                    && meets(place, end, locator.dataOffset(), locator.dataLength());
        }
        return structure;
    }

    private static boolean meets(long start, long end, long other, long length) {
        return length > 0 && start < other + length && other < end;
    }

    private static int u8(VhdFile file, long at) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1);
        file.readRaw(at, bytes);
        return bytes.get(0) & 0xFF;
    }
}

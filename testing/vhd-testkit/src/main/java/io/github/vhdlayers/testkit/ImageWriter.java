package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes one image into a sink, in bounded memory and roughly in file order. Zeros are left out. */
final class ImageWriter {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int CHUNK_SECTORS = CHUNK_BYTES / Sectors.BYTES;

    private final Recipe recipe;
    private final Positions positions;
    private final Sink sink;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private ImageWriter(Recipe recipe, Positions positions, Sink sink) {
        this.recipe = recipe;
        this.positions = positions;
        this.sink = sink;
    }

    static void write(Recipe recipe, Positions positions, Sink sink) throws IOException {
        new ImageWriter(recipe, positions, sink).write();
    }

    private void write() throws IOException {
        byte[] footer = Structures.footer(recipe, positions);
        if (recipe.hasBlocks()) {
            if (recipe.footerForm != FooterForm.TAIL_ONLY) {
                sink.put(0, footer, footer.length);
            }
            put(positions.header, Structures.dynamicHeader(recipe, positions));
            writeTable();
            if (recipe.batmap) {
                put(positions.batmap, Structures.batmap(recipe, positions));
            }
            for (var slot : recipe.locators.entrySet()) {
                put(positions.locators[slot.getKey()], slot.getValue().data());
            }
            for (int block : positions.blocks) {
                writeBlock(block);
            }
        } else {
            writePieces(recipe.owned, 0, recipe.sectors(), 0);
        }
        sink.put(positions.tail, footer, positions.tailBytes);
        writeJunk();
    }

    private void writeTable() throws IOException {
        int[] entries = positions.entries;
        long at = positions.table;
        ByteBuffer buffer = ByteBuffer.wrap(chunk);
        for (int next = 0; next < entries.length; ) {
            buffer.clear();
            while (next < entries.length && buffer.hasRemaining()) {
                buffer.putInt(entries[next++]);
            }
            sink.put(at, chunk, buffer.position());
            at += buffer.position();
        }
        byte[] padding = new byte[(int) (positions.tablePaddedEnd - at)];
        Arrays.fill(padding, positions.tablePadding);
        put(at, padding);
    }

    private void writeBlock(int block) throws IOException {
        long first = block * recipe.sectorsPerBlock();
        long end = first + recipe.sectorsPerBlock();
        put(positions.bitmapOffset(block), bitmap(block, first, end));
        long data = positions.blockDataOffset(block);
        writePieces(recipe.owned, first, end, data);
        writePieces(recipe.residue, first, end, data);
        SectorContent slack = recipe.slack;
        if (slack != null && end > recipe.sectors()) {
            generate(slack, recipe.sectors(), end, data + (recipe.sectors() - first) * Sectors.BYTES);
        }
    }

    private byte[] bitmap(int block, long first, long end) {
        byte[] bits = new byte[Math.toIntExact(positions.bitmapBytes)];
        if (recipe.staleBitmaps && recipe.isFull(block)) {
            return bits;
        }
        SectorMap owned = recipe.owned;
        for (int piece = owned.firstEndingAfter(first); piece < owned.pieces() && owned.start(piece) < end; piece++) {
            int from = (int) (Math.max(first, owned.start(piece)) - first);
            int to = (int) (Math.min(end, owned.end(piece)) - first);
            for (int bit = from; bit < to; bit++) {
                bits[bit >> 3] |= (byte) (0x80 >> (bit & 7));
            }
        }
        return bits;
    }

    /** Writes what {@code map} has of the sectors given, the first of which is at {@code fileOffset}. */
    private void writePieces(SectorMap map, long first, long end, long fileOffset) throws IOException {
        for (int piece = map.firstEndingAfter(first); piece < map.pieces() && map.start(piece) < end; piece++) {
            long from = Math.max(first, map.start(piece));
            long to = Math.min(end, map.end(piece));
            generate(map.content(piece), from, to, fileOffset + (from - first) * Sectors.BYTES);
        }
    }

    private void generate(SectorContent content, long first, long end, long fileOffset) throws IOException {
        if (content == ZeroContent.ZEROS) {
            return;
        }
        long at = fileOffset;
        for (long sector = first; sector < end; ) {
            int sectors = (int) Math.min(CHUNK_SECTORS, end - sector);
            for (int i = 0; i < sectors; i++) {
                content.fill(sector++, chunk, i * Sectors.BYTES);
            }
            sink.put(at, chunk, sectors * Sectors.BYTES);
            at += (long) sectors * Sectors.BYTES;
        }
    }

    /** Junk that is not zero and not a footer. */
    private void writeJunk() throws IOException {
        byte[] junk = new byte[recipe.trailingJunk];
        SplitMix random = new SplitMix(recipe.seed ^ 0x7C6D);
        for (int i = 0; i < junk.length; i++) {
            junk[i] = (byte) random.between(1, 255);
        }
        put(positions.tail + positions.tailBytes, junk);
    }

    private void put(long fileOffset, byte[] bytes) throws IOException {
        sink.put(fileOffset, bytes, bytes.length);
    }
}

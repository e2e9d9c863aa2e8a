package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;

/** The bytes of the format's structures, checksums included. */
final class Structures {
    static final int FOOTER_BYTES = 512;
    static final int FOOTER_CHECKSUM = 64;
    static final int HEADER_BYTES = 1024;
    static final int HEADER_CHECKSUM = 36;
    static final int BATMAP_HEADER_BYTES = 512;

    private static final int FORMAT_VERSION = 0x0001_0000;
    private static final int BATMAP_VERSION = 0x0001_0002;
    private static final long NOTHING_FOLLOWS = -1L;
    static final int LOCATORS = 576;
    static final int LOCATOR_BYTES = 24;
    static final int PARENT_NAME = 64;

    private Structures() {}

    static byte[] footer(Recipe recipe, Positions positions) {
        Geometry geometry = recipe.geometryField();
        ByteBuffer bytes = ByteBuffer.allocate(FOOTER_BYTES);
        bytes.put(Text.ascii("conectix"));
        bytes.putInt((int) recipe.features);
        bytes.putInt(FORMAT_VERSION);
        bytes.putLong(recipe.hasBlocks() ? positions.header : NOTHING_FOLLOWS);
        bytes.putInt((int) recipe.timestamp);
        bytes.put(FourChars.of(recipe.creator));
        bytes.putInt((int) recipe.creatorVersion);
        bytes.put(FourChars.of(recipe.hostOs));
        bytes.putLong(recipe.originalSizeField());
        bytes.putLong(recipe.currentSizeField());
        bytes.putShort((short) geometry.cylinders());
        bytes.put((byte) geometry.heads());
        bytes.put((byte) geometry.sectorsPerTrack());
        bytes.putInt(recipe.kind.typeCode());
        bytes.putInt(0);
        bytes.put(recipe.id().bytes());
        bytes.put((byte) (recipe.savedState ? 1 : 0));
        bytes.put((byte) recipe.hidden);
        bytes.putInt(FOOTER_CHECKSUM, Checksums.of(bytes.array(), 0, FOOTER_BYTES, FOOTER_CHECKSUM));
        return bytes.array();
    }

    static byte[] dynamicHeader(Recipe recipe, Positions positions) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
        bytes.put(Text.ascii("cxsparse"));
        bytes.putLong(NOTHING_FOLLOWS);
        bytes.putLong(positions.table);
        bytes.putInt(FORMAT_VERSION);
        bytes.putInt((int) recipe.headerEntries());
        bytes.putInt((int) recipe.blockSize);
        bytes.putInt(0);
        bytes.put(recipe.parentId.bytes());
        bytes.putInt((int) recipe.parentTimestamp);
        bytes.put(PARENT_NAME, Text.utf16be(recipe.parentName));
        recipe.locators.forEach((slot, locator) -> {
            long space = positions.locatorSpaces[slot];
            bytes.position(LOCATORS + slot * LOCATOR_BYTES);
            bytes.put(locator.code());
            bytes.putInt((int) (recipe.dataSpaceInSectors ? space / Sectors.BYTES : space));
            bytes.putInt(locator.length());
            bytes.putInt(0);
            bytes.putLong(positions.locators[slot]);
        });
        bytes.putInt(HEADER_CHECKSUM, Checksums.of(bytes.array(), 0, HEADER_BYTES, HEADER_CHECKSUM));
        return bytes.array();
    }

    /** The batmap: its header, then one bit for every block, set if the layer has all of the block's sectors. */
    static byte[] batmap(Recipe recipe, Positions positions) {
        byte[] map = new byte[recipe.batmapBytes()];
        for (int block : positions.blocks) {
            if (recipe.isFull(block)) {
                map[block >> 3] |= (byte) (0x80 >> (block & 7));
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(BATMAP_HEADER_BYTES + map.length);
        bytes.put(Text.ascii("tdbatmap"));
        bytes.putLong(positions.batmap + BATMAP_HEADER_BYTES);
        bytes.putInt(map.length / Sectors.BYTES);
        bytes.putInt(BATMAP_VERSION);
        bytes.putInt(Checksums.of(map, 0, map.length, -1));
        bytes.put(BATMAP_HEADER_BYTES, map);
        return bytes.array();
    }
}

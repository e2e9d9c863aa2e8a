package io.github.vhdlayers.tsk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What an MFT record, a directory entry or an inode says in one state of the disk: whether a file uses it, and which.
 *
 * @param inUse whether a file has it
 * @param who what is another number for another file in the same place, as far as the file system keeps such a thing
 */
record MetadataState(boolean inUse, List<Integer> who) {
    /** Nothing that could be a file's. */
    static final MetadataState NONE = new MetadataState(false, List.of());

    private static final int ENTRY = 32;
    private static final int FAT_NAME = 11;
    private static final int FAT_DELETED = 0xE5;
    private static final int FILE_RECORD = 0x454C_4946;
    private static final int SEQUENCES = 0xFFFF;

    MetadataState {
        who = List.copyOf(who);
    }

    /**
     * Reads it.
     *
     * @param type the file system's, as in {@code ntfs}, {@code fat16}, {@code ext4}
     * @param bytes the record; the entry with all that belongs to it; the inode
     */
    static MetadataState of(String type, ByteBuffer bytes) {
        ByteBuffer metadata = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (type.equals("ntfs")) {
            return ntfs(metadata);
        } else if (type.equals("exfat")) {
            return exFat(metadata);
        } else if (type.startsWith("fat")) {
            return fat(metadata);
        }
        return type.startsWith("ext") ? ext(metadata) : NONE;
    }

    private static MetadataState ntfs(ByteBuffer record) {
        if (record.limit() < 42 || record.getInt(0) != FILE_RECORD) {
            return NONE;
        }
        return new MetadataState((record.getShort(22) & 1) != 0, List.of(Short.toUnsignedInt(record.getShort(16))));
    }

    /** The entry itself is the last one; those before are its long name. */
    private static MetadataState fat(ByteBuffer entries) {
        int at = entries.limit() - ENTRY;
        if (at < 0 || entries.get(at) == 0) {
            return NONE;
        }
        boolean inUse = Byte.toUnsignedInt(entries.get(at)) != FAT_DELETED;
        Integer[] name = new Integer[FAT_NAME];
        for (int i = 0; i < FAT_NAME; i++) {
            name[i] = (int) entries.get(at + i);
        }
        return new MetadataState(inUse, Arrays.asList(name));
    }

    /** The first entry says whether it is in use, the second has a number made of the name. */
    private static MetadataState exFat(ByteBuffer entries) {
        if (entries.limit() < 2 * ENTRY || (entries.get(0) & 0x7F) != 5) {
            return NONE;
        }
        return new MetadataState(
                entries.get(0) < 0,
                List.of((int) entries.get(ENTRY + 3), Short.toUnsignedInt(entries.getShort(ENTRY + 4))));
    }

    /** A generation, and when it was made if the inode is large enough for that. */
    private static MetadataState ext(ByteBuffer inode) {
        if (inode.limit() < 128) {
            return NONE;
        }
        boolean inUse = inode.getShort(0) != 0 && inode.getShort(26) != 0;
        boolean hasBirth = inode.limit() >= 0x94 && Short.toUnsignedInt(inode.getShort(128)) >= 0x14;
        return new MetadataState(inUse, List.of(inode.getInt(100), hasBirth ? inode.getInt(0x90) : 0));
    }

    /** Whether the file that has it is the one that had it. */
    boolean isSameAs(MetadataState former) {
        return inUse && former.inUse && who.equals(former.who);
    }

    /** Whether the file that had it is the one of which this is left. */
    boolean isLeftOf(String type, MetadataState former) {
        if (inUse || !former.inUse || who.size() != former.who.size()) {
            return false;
        }
        if (type.equals("ntfs")) {
            // The number is counted up when a file is deleted, from the last one to 1.
            int next = former.who.get(0) == SEQUENCES ? 1 : former.who.get(0) + 1;
            return who.equals(former.who) || who.get(0) == next;
        }
        if (type.startsWith("fat")) {
            // The first letter is what marks it as deleted.
            return who.subList(1, FAT_NAME).equals(former.who.subList(1, FAT_NAME));
        }
        return who.equals(former.who);
    }
}

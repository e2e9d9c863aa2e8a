package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Memory;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.tsk.libtsk.MetadataLocator.AttributeList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is particular to NTFS: its attributes, and the list of the MFT records that a file has in addition to its own. */
final class Ntfs {
    static final int ATTRIBUTE_LIST = 0x20;
    static final int DATA = 0x80;
    static final int INDEX_ROOT = 0x90;
    static final int INDEX_ALLOCATION = 0xA0;
    static final long MFT = 0;

    /** Records that the file system keeps for itself; the root folder is one of them and is not meant. */
    private static final long FIRST_FREE_RECORD = 24;

    private static final long ROOT = 5;
    private static final long SEQUENCE_BITS = 0xFFFF_FFFF_FFFFL;
    private static final int LIST_ENTRY = 26;
    /** Windows makes lists of 256 KiB at most. */
    private static final int MOST_LIST_BYTES = 1 << 20;

    private Ntfs() {}

    static boolean isSystem(long address) {
        return address < FIRST_FREE_RECORD && address != ROOT;
    }

    /** Under which name an attribute is a content, or null if it is metadata. */
    static @Nullable String streamName(Structs.Attribute attribute, Structs.Meta meta) {
        boolean folder = meta.type() == Structs.META_DIRECTORY;
        return switch (attribute.type()) {
            case DATA -> attribute.name();
            // A small folder has its names in the root of its index, a large one in blocks.
            case INDEX_ALLOCATION -> folder && attribute.name().equals("$I30") ? "" : null;
            default -> null;
        };
    }

    /** The attribute list, or what can be read of it. */
    static @Nullable AttributeList readList(
            OpenFileSystem system, Structs.Attribute attribute, Consumer<String> problem) {
        if (attribute.size() < LIST_ENTRY) {
            return null;
        }
        int size = (int) Math.min(MOST_LIST_BYTES, attribute.size());
        byte[] bytes;
        try (Memory buffer = new Memory(size)) {
            long before = system.image().failures();
            long count = system.functions().tsk_fs_attr_read(attribute.at(), 0, buffer, size, 0);
            if (count != size || system.image().failures() != before) {
                problem.accept("its attribute list cannot be read");
                return null;
            }
            bytes = buffer.getByteArray(0, size);
        }
        ByteBuffer list = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<AttributeList.Entry> entries = new ArrayList<>();
        for (int at = 0; at + LIST_ENTRY <= size; ) {
            int length = Short.toUnsignedInt(list.getShort(at + 4));
            if (length < LIST_ENTRY) {
                break;
            }
            entries.add(new AttributeList.Entry(
                    list.getInt(at),
                    Short.toUnsignedInt(list.getShort(at + 24)),
                    entryName(list, at, length),
                    list.getLong(at + 16) & SEQUENCE_BITS));
            at += length;
        }
        return new AttributeList(entries);
    }

    private static String entryName(ByteBuffer list, int at, int length) {
        int characters = Byte.toUnsignedInt(list.get(at + 6));
        int offset = Byte.toUnsignedInt(list.get(at + 7));
        if (characters == 0 || offset + 2 * characters > length || at + offset + 2 * characters > list.limit()) {
            return "";
        }
        byte[] name = new byte[2 * characters];
        list.get(at + offset, name);
        return PathText.withoutSlash(new String(name, StandardCharsets.UTF_16LE));
    }
}

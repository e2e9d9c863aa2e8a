package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystems.support.EntryVisitor;
import io.github.vhdlayers.filesystems.support.FolderEntry;
import io.github.vhdlayers.internal.text.PathText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Goes through the entries of a folder, and through what is left of deleted ones in the gaps behind them. */
final class ExtFolder {
    private static final int HEADER = 8;
    private static final int MOST_NAME = 255;
    private static final int TAIL_TYPE = 0xDE;
    private static final int TAIL_BYTES = 12;

    private final ExtVolume volume;
    private final Inode inode;
    private final boolean deleted;
    private final EntryVisitor visitor;
    private @Nullable String problem;
    private boolean isEnded;

    ExtFolder(ExtVolume volume, Inode inode, boolean deleted, EntryVisitor visitor) {
        this.volume = volume;
        this.inode = inode;
        this.deleted = deleted;
        this.visitor = visitor;
    }

    /** Reports the names; returns why not every one can have been read, or null. */
    @Nullable
    String list() throws IOException {
        if (!inode.hasRightChecksum(volume.superblock)) {
            note("the checksum of its inode is wrong");
        }
        if (inode.isEncrypted()) {
            note("its names are encrypted, and shown as they are stored");
        }
        if (inode.isInline()) {
            inline();
            return problem;
        }
        BlockMap map = volume.map(inode, BlockMap.MOST_EXTENTS);
        if (map.problem() != null) {
            note(map.problem());
        }
        long stored = 0;
        for (FileExtent extent : map.extents()) {
            stored += extent.kind() == FileExtent.Kind.STORED ? extent.length() : 0;
        }
        String refusal = volume.budget.folder(inode.number(), stored);
        if (refusal != null) {
            return refusal;
        }
        long block = volume.superblock.blockBytes();
        for (FileExtent extent : map.extents()) {
            if (extent.kind() != FileExtent.Kind.STORED) {
                note("part of the folder is in no block");
                continue;
            }
            for (long at = 0; at < extent.length() && !isEnded; at += block) {
                long content = extent.contentOffset() + at;
                block((extent.diskOffset() - volume.bytes.diskOffset() + at) / block, content == 0);
            }
        }
        return problem;
    }

    private void note(String text) {
        if (problem == null) {
            problem = text;
        }
    }

    /** An inline folder begins with the parent's number; what the attribute holds is a list of its own. */
    private void inline() throws IOException {
        ByteBuffer field = ByteBuffer.wrap(InlineData.blocks(inode)).order(ByteOrder.LITTLE_ENDIAN);
        entries(field, 4, field.limit(), false);
        ByteBuffer value = ByteBuffer.wrap(InlineData.attribute(inode)).order(ByteOrder.LITTLE_ENDIAN);
        if (value.limit() >= HEADER && !isEnded) {
            entries(value, 0, value.limit(), false);
        }
    }

    private void block(long number, boolean first) throws IOException {
        ByteBuffer bytes;
        try {
            bytes = volume.block(number);
        } catch (IOException e) {
            note("block " + number + " of the folder cannot be read: " + e.getMessage());
            return;
        }
        int end = bytes.limit();
        if (isNode(bytes)) {
            return;
        }
        if (volume.superblock.hasReadOnly(ExtSuper.METADATA_CHECKSUMS) && hasTail(bytes)) {
            end -= TAIL_BYTES;
            int sum = Crc32c.update(inode.seed(volume.superblock), bytes, 0, end);
            if (sum != bytes.getInt(bytes.limit() - 4)) {
                note("the checksum of block " + number + " of the folder is wrong");
            }
        }
        entries(bytes, 0, end, first && inode.isIndexed());
    }

    /** Whether a block is one of numbers by hashes, which looks like an empty entry. */
    private boolean isNode(ByteBuffer bytes) {
        return inode.isIndexed()
                && bytes.getInt(0) == 0
                && recordLength(bytes, 0, bytes.limit()) == bytes.limit()
                && bytes.get(6) == 0;
    }

    private static boolean hasTail(ByteBuffer bytes) {
        int at = bytes.limit() - TAIL_BYTES;
        return bytes.getInt(at) == 0
                && Short.toUnsignedInt(bytes.getShort(at + 4)) == TAIL_BYTES
                && bytes.get(at + 6) == 0
                && Byte.toUnsignedInt(bytes.get(at + 7)) == TAIL_TYPE;
    }

    private static int recordLength(ByteBuffer bytes, int at, int blockEnd) {
        int length = Short.toUnsignedInt(bytes.getShort(at + 4));
        // In blocks of 64 KiB the whole of one does not fit into the field.
        return length == 0 || length == 65_535 ? (blockEnd >= 65_536 - TAIL_BYTES ? 65_536 : 0) : length;
    }

    /**
     * Goes through a list of entries.
     *
     * @param isRoot whether hashes are behind the second entry
     */
    private void entries(ByteBuffer bytes, int from, int end, boolean isRoot) throws IOException {
        int at = from;
        while (at + HEADER <= end && !isEnded) {
            int length = Math.min(recordLength(bytes, at, bytes.limit()), bytes.limit() - at);
            int name = nameLength(bytes, at);
            if (length < HEADER + (name + 3 & ~3) || length % 4 != 0 || at + length > bytes.limit()) {
                note("entries of the folder make no sense");
                return;
            }
            long number = ExtSuper.unsigned(bytes, at);
            int used = number == 0 ? 0 : HEADER + (name + 3 & ~3);
            if (number != 0 && !isDot(bytes, at, name)) {
                entry(bytes, at, name, true);
            }
            boolean hasHashes = isRoot && isDot(bytes, at, name) && name == 2;
            if (deleted && !hasHashes) {
                gap(bytes, at + used, Math.min(at + length, end));
            }
            at += length;
        }
    }

    /** Looks for deleted entries behind one that was made longer, or in one that is empty. */
    private void gap(ByteBuffer bytes, int from, int end) throws IOException {
        int at = from;
        while (at + HEADER < end && !isEnded) {
            int name = nameLength(bytes, at);
            int least = HEADER + (name + 3 & ~3);
            int length = recordLength(bytes, at, bytes.limit());
            boolean fits = name > 0
                    && length >= least
                    && length % 4 == 0
                    && at + least <= end
                    && at + length <= bytes.limit()
                    && ExtSuper.unsigned(bytes, at) <= volume.superblock.inodes()
                    && hasName(bytes, at + HEADER, name);
            if (fits) {
                if (!isDot(bytes, at, name)) {
                    entry(bytes, at, name, false);
                }
                at += least;
            } else {
                at += 4;
            }
        }
    }

    private int nameLength(ByteBuffer bytes, int at) {
        int low = Byte.toUnsignedInt(bytes.get(at + 6));
        return volume.superblock.has(ExtSuper.FILE_TYPE)
                ? low
                : Short.toUnsignedInt(bytes.getShort(at + 6)) & MOST_NAME;
    }

    private static boolean isDot(ByteBuffer bytes, int at, int length) {
        return length > 0 && length <= 2 && bytes.get(at + HEADER) == '.' && bytes.get(at + HEADER + length - 1) == '.';
    }

    private static boolean hasName(ByteBuffer bytes, int at, int length) {
        for (int i = 0; i < length; i++) {
            int c = Byte.toUnsignedInt(bytes.get(at + i));
            if (c < ' ' || c == '/' || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private void entry(ByteBuffer bytes, int at, int length, boolean inUse) throws IOException {
        if (length == 0) {
            note("an entry of the folder has no name");
            return;
        }
        byte[] name = new byte[length];
        bytes.get(at + HEADER, name);
        long number = ExtSuper.unsigned(bytes, at);
        DiskFile.Kind kind =
                volume.superblock.has(ExtSuper.FILE_TYPE) ? kind(bytes.get(at + 7)) : DiskFile.Kind.UNKNOWN;
        long generation = 0;
        if (inUse) {
            try {
                Inode target = volume.groups.inode(number);
                generation = target.generation();
                kind = kind == DiskFile.Kind.UNKNOWN ? target.kind() : kind;
            } catch (IOException e) {
                // The walk finds out that it cannot be read.
                generation = 0;
            }
        }
        FolderEntry entry = FolderEntry.of(PathText.decode(name), kind, inUse, number, generation);
        isEnded = !visitor.visit(entry);
    }

    private static DiskFile.Kind kind(byte type) {
        return switch (type) {
            case 1 -> DiskFile.Kind.FILE;
            case 2 -> DiskFile.Kind.DIRECTORY;
            case 7 -> DiskFile.Kind.LINK;
            case 3, 4, 5, 6 -> DiskFile.Kind.SPECIAL;
            default -> DiskFile.Kind.UNKNOWN;
        };
    }
}

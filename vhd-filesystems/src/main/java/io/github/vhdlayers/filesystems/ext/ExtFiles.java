package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes files of inodes. */
final class ExtFiles {
    private static final int CONTENT = 1;
    /** Linux has none of more than 64 KiB. */
    private static final int MOST_ATTRIBUTE = 1 << 16;

    private static final int MOST_ATTRIBUTE_EXTENTS = 256;

    private final ExtVolume volume;

    ExtFiles(ExtVolume volume) {
        this.volume = volume;
    }

    /** The file of an inode under a name. */
    DiskFile file(FileName name, Inode inode, int maxExtents) {
        ExtSuper superblock = volume.superblock;
        boolean inUse = inode.allocated() && !inode.isDeletedInUse();
        if (!name.allocated() && inUse) {
            return DiskFile.ofName(volume.info, name, "its metadata is another file's now");
        }
        List<DiskExtent> metadata = new ArrayList<>();
        String attributes = addRecord(inode, metadata);
        List<FileStream> streams = new ArrayList<>();
        String problem = checksumProblem(inode);
        DiskFile.Kind kind = inode.kind();
        long size = inode.size(superblock);
        if (size < 0) {
            problem = problem == null ? "its size of " + Long.toUnsignedString(size) + " bytes is impossible" : problem;
        } else if (isWithin(inode)) {
            int held = (inode.isInline() ? InlineData.of(inode) : InlineData.blocks(inode)).length;
            if (size > held && problem == null) {
                problem = "only " + held + " of its " + size + " bytes are kept within its inode";
            }
            FileExtent place =
                    new FileExtent(FileExtent.Kind.STORED, 0, volume.diskPlace(inode.place()), superblock.inodeBytes());
            streams.add(new FileStream("", size, true, false, inode.isEncrypted(), CONTENT, 0, List.of(place)));
        } else if (kind == DiskFile.Kind.FILE || kind == DiskFile.Kind.DIRECTORY || kind == DiskFile.Kind.LINK) {
            BlockMap map = volume.map(inode, maxExtents);
            for (long list : map.lists()) {
                addBlock(list, metadata);
            }
            problem = problem == null ? map.problem() : problem;
            streams.add(new FileStream("", size, false, false, inode.isEncrypted(), CONTENT, 0, map.extents()));
        }
        metadata.sort(Comparator.comparingLong(DiskExtent::diskOffset));
        // A zero beside damage may be what the damage left.
        boolean isSizeKnown =
                size > 0 || (size == 0 && (!streams.isEmpty() || problem == null || kind == DiskFile.Kind.SPECIAL));
        return new DiskFile(
                volume.info,
                name,
                true,
                name.allocated() && inUse,
                kind == DiskFile.Kind.UNKNOWN ? name.kind() : kind,
                isSizeKnown ? Long.valueOf(size) : null,
                inode.links(),
                inode.times(),
                streams,
                metadata,
                problem == null ? attributes : problem);
    }

    /** Whether the content is in the inode: inline data, or a short link. */
    boolean isWithin(Inode inode) {
        if (inode.isInline()) {
            return inode.kind() == DiskFile.Kind.FILE
                    || inode.kind() == DiskFile.Kind.DIRECTORY
                    || inode.kind() == DiskFile.Kind.LINK;
        }
        return inode.kind() == DiskFile.Kind.LINK
                && !inode.hasExtents()
                && inode.size(volume.superblock) < Inode.BLOCKS_BYTES;
    }

    /** What the checksum of an inode says against it; null if nothing. */
    @Nullable
    String checksumProblem(Inode inode) {
        return inode.isUsed() && !inode.hasRightChecksum(volume.superblock)
                ? "the checksum of its inode is wrong"
                : null;
    }

    /**
     * Adds where an inode and its extended attributes are on the disk, without the lists of its blocks.
     *
     * @return why more may belong to it; null if all is added
     */
    @Nullable
    String addRecord(Inode inode, List<DiskExtent> metadata) {
        metadata.add(new DiskExtent(volume.diskPlace(inode.place()), volume.superblock.inodeBytes()));
        return addAttributes(inode, metadata);
    }

    private @Nullable String addAttributes(Inode inode, List<DiskExtent> metadata) {
        long block = inode.attributeBlock();
        String problem = null;
        if (block != 0 && !volume.superblock.isBlock(block)) {
            problem = "its attributes are in block " + block + ", which the volume does not have";
        } else if (block != 0) {
            addBlock(block, metadata);
        }
        if (!volume.superblock.has(ExtSuper.ATTRIBUTE_INODES) || inode.isOfAttribute()) {
            return problem;
        }
        try {
            for (long number : AttributeInodes.of(volume, inode)) {
                addAttribute(volume.groups.inode(number), metadata);
            }
        } catch (IOException e) {
            problem = problem == null ? "its attributes cannot be read: " + e.getMessage() : problem;
        }
        return problem;
    }

    /** An attribute in an inode of its own is metadata of the file: the inode, its blocks, and the lists of these. */
    private void addAttribute(Inode inode, List<DiskExtent> metadata) throws IOException {
        if (!inode.isOfAttribute() || inode.size(volume.superblock) > MOST_ATTRIBUTE) {
            throw new IOException("inode " + inode.number() + " is of no attribute");
        }
        metadata.add(new DiskExtent(volume.diskPlace(inode.place()), volume.superblock.inodeBytes()));
        BlockMap map = volume.map(inode, MOST_ATTRIBUTE_EXTENTS);
        for (long list : map.lists()) {
            addBlock(list, metadata);
        }
        for (FileExtent extent : map.extents()) {
            if (extent.kind() == FileExtent.Kind.STORED) {
                metadata.add(new DiskExtent(extent.diskOffset(), extent.length()));
            }
        }
    }

    private void addBlock(long block, List<DiskExtent> metadata) {
        int size = volume.superblock.blockBytes();
        if (volume.bytes.has(block * size, size)) {
            metadata.add(new DiskExtent(volume.diskPlace(block * size), size));
        }
    }

    /** The bytes of a content within an inode. */
    byte[] within(long number) throws IOException {
        Inode inode = volume.groups.inode(number);
        return inode.isInline() ? InlineData.of(inode) : InlineData.blocks(inode);
    }
}

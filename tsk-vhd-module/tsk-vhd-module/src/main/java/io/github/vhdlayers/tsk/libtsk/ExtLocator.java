package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata of ext2 to ext4: an inode in its group's table, and the block of extended attributes that it names. */
final class ExtLocator implements MetadataLocator {
    private static final int SUPERBLOCK = 1024;
    private static final int META_BG = 0x10;
    private static final int FLAGS = 0x20;
    private static final int HAS_EXTENTS = 0x80000;
    private static final int BLOCKS = 0x28;
    private static final int GENERATION = 0x64;
    private static final int ACCESSED = 0x08;
    private static final int CHANGED = 0x0C;
    private static final int MODIFIED = 0x10;
    private static final int EXTRA = 0x80;
    private static final int CHANGED_EXTRA = 0x84;
    private static final int MODIFIED_EXTRA = 0x88;
    private static final int ACCESSED_EXTRA = 0x8C;
    private static final int CREATED = 0x90;
    private static final int CREATED_EXTRA = 0x94;
    private static final int IS_64_BIT = 0x80;
    private static final int KEPT_GROUPS = 4096;

    private final MetadataVolume system;
    private @Nullable Geometry geometry;
    private final Map<Long, Long> tables = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > KEPT_GROUPS;
        }
    };

    ExtLocator(MetadataVolume system) {
        this.system = system;
    }

    /** What the superblock says. */
    private record Geometry(
            long inodesPerGroup,
            long blocksPerGroup,
            long inodeBytes,
            long firstDataBlock,
            long descriptorBytes,
            boolean metaGroups,
            long firstMetaGroup) {}

    @Override
    public List<DiskExtent> locate(Structs.Meta meta, @Nullable AttributeList list) throws IOException {
        List<DiskExtent> found = new ArrayList<>(inode(meta.address()));
        if (!found.isEmpty()) {
            ByteBuffer inode = MetadataLocator.read(system, found.get(0).diskOffset(), 128);
            long block =
                    Integer.toUnsignedLong(inode.getInt(0x68)) | (long) Short.toUnsignedInt(inode.getShort(0x76)) << 32;
            long place = placeOf(block);
            if (block != 0 && place >= 0) {
                found.add(new DiskExtent(place, system.info().blockSize()));
            }
        }
        return found;
    }

    /** The number that an inode was given when its file was made; 0 if not known. */
    @Override
    public long sequence(Structs.Name name) {
        if (!name.isAllocated()) {
            return name.sequence();
        }
        return Math.max(0, sequence(name.address()));
    }

    @Override
    public long sequence(long address) {
        try {
            List<DiskExtent> found = inode(address);
            return found.isEmpty()
                    ? 0
                    : Integer.toUnsignedLong(
                            MetadataLocator.read(system, found.get(0).diskOffset(), 128)
                                    .getInt(GENERATION));
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public FileTimes times(Structs.Meta meta) throws IOException {
        List<DiskExtent> found = inode(meta.address());
        if (found.isEmpty()) {
            return MetadataLocator.super.times(meta);
        }
        DiskExtent place = found.get(0);
        ByteBuffer inode = MetadataLocator.read(system, place.diskOffset(), (int) place.length());
        // How far the fields reach that only larger inodes have.
        int end = inode.limit() < EXTRA + 4 ? EXTRA : EXTRA + Short.toUnsignedInt(inode.getShort(EXTRA));
        end = Math.min(end, inode.limit());
        boolean hasCreated = end >= CREATED + 4;
        return new FileTimes(
                RecordedTimes.ext(inode.getInt(MODIFIED), extra(inode, MODIFIED_EXTRA, end)),
                RecordedTimes.ext(inode.getInt(ACCESSED), extra(inode, ACCESSED_EXTRA, end)),
                RecordedTimes.ext(inode.getInt(CHANGED), extra(inode, CHANGED_EXTRA, end)),
                hasCreated ? RecordedTimes.ext(inode.getInt(CREATED), extra(inode, CREATED_EXTRA, end)) : null);
    }

    private static int extra(ByteBuffer inode, int at, int end) {
        return at + 4 <= end ? inode.getInt(at) : 0;
    }

    @Override
    public @Nullable String refusal(Structs.Meta meta) throws IOException {
        if (meta.type() == Structs.META_DIRECTORY && meta.size() > system.info().length()) {
            return "a folder of " + meta.size() + " bytes is larger than the volume";
        }
        if (meta.size() / system.info().blockSize() <= ExtBlockMap.MOST_RUNS) {
            return null;
        }
        List<DiskExtent> found = inode(meta.address());
        if (found.isEmpty()) {
            return null;
        }
        ByteBuffer inode = MetadataLocator.read(system, found.get(0).diskOffset(), 128);
        boolean hasExtents = (inode.getInt(FLAGS) & HAS_EXTENTS) != 0;
        boolean tooLong = !hasExtents
                && new ExtBlockMap(system).isTooLong(inode.slice(BLOCKS, 60).order(inode.order()), meta.size());
        return tooLong
                ? "its " + meta.size() + " bytes are in more than " + ExtBlockMap.MOST_RUNS
                        + " pieces or have so many holes, which takes libtsk hours"
                : null;
    }

    @Override
    public List<DiskExtent> ofResident(Structs.Meta meta, Structs.Attribute attribute, @Nullable AttributeList list)
            throws IOException {
        return inode(meta.address());
    }

    private List<DiskExtent> inode(long number) throws IOException {
        Geometry sizes = geometry;
        if (sizes == null) {
            sizes = read();
            geometry = sizes;
        }
        if (number < 1) {
            return List.of();
        }
        long group = (number - 1) / sizes.inodesPerGroup();
        Long table = tables.get(group);
        if (table == null) {
            table = tableOf(sizes, group);
            tables.put(group, table);
        }
        long start = placeOf(table);
        long place = start + (number - 1) % sizes.inodesPerGroup() * sizes.inodeBytes();
        if (table == 0
                || start < 0
                || place + sizes.inodeBytes() > system.disk().size()) {
            return List.of();
        }
        return List.of(new DiskExtent(place, sizes.inodeBytes()));
    }

    /** The block of a group's inode table; 0 if its descriptor is nowhere. */
    private long tableOf(Geometry sizes, long group) throws IOException {
        long block = system.info().blockSize();
        long perBlock = block / sizes.descriptorBytes();
        long descriptorBlock = sizes.firstDataBlock() + 1 + group / perBlock;
        if (sizes.metaGroups() && group / perBlock >= sizes.firstMetaGroup()) {
            // Each meta group has its own descriptors in its first group, behind a superblock's copy if there is one.
            long first = group / perBlock * perBlock;
            descriptorBlock = sizes.firstDataBlock() + first * sizes.blocksPerGroup() + (hasSuperblock(first) ? 1 : 0);
        }
        long place = placeOf(descriptorBlock);
        if (place < 0) {
            return 0;
        }
        ByteBuffer descriptor = MetadataLocator.read(
                system, place + group % perBlock * sizes.descriptorBytes(), (int) sizes.descriptorBytes());
        long low = Integer.toUnsignedLong(descriptor.getInt(8));
        return sizes.descriptorBytes() >= 64 ? low | Integer.toUnsignedLong(descriptor.getInt(0x28)) << 32 : low;
    }

    /** With sparse superblocks: groups 0, 1 and the powers of 3, 5 and 7. */
    private static boolean hasSuperblock(long group) {
        if (group <= 1) {
            return true;
        }
        for (int base : new int[] {3, 5, 7}) {
            long power = base;
            while (power < group) {
                power *= base;
            }
            if (power == group) {
                return true;
            }
        }
        return false;
    }

    private Geometry read() throws IOException {
        ByteBuffer block = MetadataLocator.read(system, system.info().diskOffset() + SUPERBLOCK, 512);
        long inodesPerGroup = Integer.toUnsignedLong(block.getInt(40));
        long blocksPerGroup = Integer.toUnsignedLong(block.getInt(32));
        boolean old = block.getInt(76) == 0;
        long inodeBytes = old ? 128 : Short.toUnsignedInt(block.getShort(88));
        int features = block.getInt(96);
        long descriptor = (features & IS_64_BIT) != 0 ? Short.toUnsignedInt(block.getShort(254)) : 32;
        if (inodesPerGroup == 0
                || inodeBytes < 128
                || inodeBytes > system.info().blockSize()
                || descriptor < 32
                || descriptor > system.info().blockSize()) {
            throw new IOException("a superblock with inodes of " + inodeBytes + " bytes, " + inodesPerGroup
                    + " in a group, descriptors of " + descriptor + " bytes");
        }
        return new Geometry(
                inodesPerGroup,
                blocksPerGroup,
                inodeBytes,
                Integer.toUnsignedLong(block.getInt(20)),
                descriptor,
                (features & META_BG) != 0,
                Integer.toUnsignedLong(block.getInt(260)));
    }

    /** Where a block begins on the disk, or -1 if it is not on it. */
    private long placeOf(long block) throws IOException {
        long size = system.info().blockSize();
        if (block < 0 || block > (system.disk().size() - system.info().diskOffset()) / size - 1) {
            return -1;
        }
        return system.info().diskOffset() + block * size;
    }
}

package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metadata of ext2 to ext4: inodes with their extended attributes. */
final class ExtLocator implements MetadataLocator {
    private static final int INODE = 128;
    private static final int FLAGS = 0x20;
    private static final int HAS_EXTENTS = 0x80000;
    private static final int BLOCKS = 0x28;
    private static final int BLOCKS_BYTES = 60;

    private final OpenFileSystem system;
    private final LazyRecords records;

    ExtLocator(OpenFileSystem system) {
        this.system = system;
        this.records = new LazyRecords(system.disk(), system.info());
    }

    @Override
    public List<DiskExtent> locate(Structs.Meta meta, @Nullable AttributeList list) throws IOException {
        return records.get().places(meta.address());
    }

    @Override
    public List<DiskExtent> ofResident(Structs.Meta meta, Structs.Attribute attribute, @Nullable AttributeList list)
            throws IOException {
        List<DiskExtent> places = records.get().places(meta.address());
        return places.isEmpty() ? places : places.subList(0, 1);
    }

    /** The number that an inode was given when its file was made; 0 if not known. */
    @Override
    public long sequence(Structs.Name name) {
        return name.isAllocated() ? Math.max(0, sequence(name.address())) : name.sequence();
    }

    @Override
    public long sequence(long address) {
        try {
            Long found = records.get().sequence(address);
            return found == null ? 0 : found;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public FileTimes times(Structs.Meta meta) throws IOException {
        return records.get().places(meta.address()).isEmpty()
                ? MetadataLocator.super.times(meta)
                : records.get().times(meta.address());
    }

    @Override
    public @Nullable String doubt(Structs.Meta meta) throws IOException {
        return records.get().doubt(meta.address());
    }

    @Override
    public @Nullable String refusal(Structs.Meta meta) throws IOException {
        if (meta.type() == Structs.META_DIRECTORY && meta.size() > system.info().length()) {
            return "a folder of " + meta.size() + " bytes is larger than the volume";
        }
        if (meta.size() / system.info().blockSize() <= ExtBlockMap.MOST_RUNS) {
            return null;
        }
        List<DiskExtent> places = records.get().places(meta.address());
        if (places.isEmpty()) {
            return null;
        }
        ByteBuffer inode = MetadataLocator.read(system, places.get(0).diskOffset(), INODE);
        boolean hasExtents = (inode.getInt(FLAGS) & HAS_EXTENTS) != 0;
        boolean tooLong = !hasExtents
                && new ExtBlockMap(system)
                        .isTooLong(inode.slice(BLOCKS, BLOCKS_BYTES).order(inode.order()), meta.size());
        return tooLong
                ? "its " + meta.size() + " bytes are in more than " + ExtBlockMap.MOST_RUNS
                        + " pieces or have so many holes, which takes libtsk hours"
                : null;
    }
}

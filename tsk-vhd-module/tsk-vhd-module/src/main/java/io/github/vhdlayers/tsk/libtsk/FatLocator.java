package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of FAT and exFAT: directory entries of 32 bytes. libtsk numbers all places for entries from the start of the root folder
 * (FAT12, FAT16) or of the clusters, beginning with 3.
 *
 * <p>A long name's entries before it, and exFAT's entries behind it, are reported as far as they are in the same cluster.
 */
final class FatLocator implements MetadataLocator {
    private static final int ENTRY = 32;
    private static final long FIRST_ADDRESS = 3;
    private static final int LONG_NAME = 0x0F;
    private static final int DELETED = 0xE5;
    private static final int MOST_NAME_ENTRIES = 20;
    private static final int KINDS = 0x3F;
    private static final int VOLUME_NAME = 0x08;
    private static final int IN_USE = 0x80;
    private static final int EXFAT_FILE = 0x85;
    private static final int EXFAT_STREAM = 0xC0;
    private static final int EXFAT_NO_CHAIN = 2;
    /** More entries than that a folder does not have. */
    private static final long MOST_FOLDER = (1 << 16) * (long) ENTRY;

    private static final long MOST_EXFAT_FOLDER = 1 << 28;
    private static final long ROOT = 2;

    private final MetadataVolume system;
    private @Nullable Geometry geometry;

    FatLocator(MetadataVolume system) {
        this.system = system;
    }

    /** Where entries are numbered from, where clusters begin, and how large they are; in bytes. */
    private record Geometry(long firstEntry, long firstCluster, long clusterBytes, boolean exFat, FatChain chain) {}

    @Override
    public List<DiskExtent> locate(Structs.Meta meta, @Nullable AttributeList list) throws IOException {
        long place = placeOf(meta);
        if (place < 0) {
            return List.of();
        }
        Geometry sizes = geometry();
        return List.of(sizes.exFat() ? exFatSet(sizes, place) : withLongName(sizes, place));
    }

    /** The volume's name is an entry of its own, and exFAT's bitmap and table of letters have entries, too. */
    @Override
    public boolean isSystem(Structs.Meta meta) throws IOException {
        long place = placeOf(meta);
        if (place < 0) {
            return false;
        }
        ByteBuffer entry = MetadataLocator.read(system, place, ENTRY);
        return geometry().exFat() ? !isFile(entry) : (entry.get(11) & KINDS) == VOLUME_NAME;
    }

    /** Dates and times of day by the clock of the machine that wrote them; of exFAT with an offset from UTC where it is valid. */
    @Override
    public FileTimes times(Structs.Meta meta) throws IOException {
        long place = placeOf(meta);
        if (place < 0) {
            return FileTimes.NONE;
        }
        ByteBuffer entry = MetadataLocator.read(system, place, ENTRY);
        if (!geometry().exFat()) {
            return new FileTimes(
                    RecordedTimes.fat(
                            Short.toUnsignedInt(entry.getShort(24)), Short.toUnsignedInt(entry.getShort(22)), 0),
                    RecordedTimes.fatDay(Short.toUnsignedInt(entry.getShort(18))),
                    null,
                    RecordedTimes.fat(
                            Short.toUnsignedInt(entry.getShort(16)),
                            Short.toUnsignedInt(entry.getShort(14)),
                            Byte.toUnsignedInt(entry.get(13))));
        }
        return isFile(entry)
                ? new FileTimes(
                        RecordedTimes.exFat(entry.getInt(12), Byte.toUnsignedInt(entry.get(21)), entry.get(23)),
                        RecordedTimes.exFat(entry.getInt(16), 0, entry.get(24)),
                        null,
                        RecordedTimes.exFat(entry.getInt(8), Byte.toUnsignedInt(entry.get(20)), entry.get(22)))
                : FileTimes.NONE;
    }

    /** Of exFAT's two lengths the library knows one. */
    @Override
    public @Nullable String doubt(Structs.Meta meta) throws IOException {
        long place = placeOf(meta);
        if (place < 0 || !geometry().exFat() || exFatSet(geometry(), place).length() < 2 * ENTRY) {
            return null;
        }
        ByteBuffer stream = MetadataLocator.read(system, place + ENTRY, ENTRY);
        long written = stream.getLong(8);
        long size = stream.getLong(24);
        boolean isStream = (Byte.toUnsignedInt(stream.get(0)) | IN_USE) == EXFAT_STREAM;
        return isStream && written >= 0 && written < size
                ? "only " + written + " of its " + size
                        + " bytes were ever written; the rest is what was there before it"
                : null;
    }

    @Override
    public @Nullable String leftOut(Structs.Meta meta, long found) throws IOException {
        long first = firstCluster(meta);
        if (first < 0) {
            return null;
        }
        Geometry sizes = geometry();
        boolean isFolder = meta.type() == Structs.META_DIRECTORY;
        long most = sizes.exFat() ? MOST_EXFAT_FOLDER : MOST_FOLDER;
        long whole = ((isFolder ? most : Math.max(0, meta.size())) - 1) / sizes.clusterBytes() + 1;
        try {
            long stored = sizes.chain().length(first, whole) * sizes.clusterBytes();
            return found < stored ? "libtsk did not read all of the table that has its clusters" : null;
        } catch (IOException e) {
            return "its clusters: " + e.getMessage();
        }
    }

    /** The first cluster of a file's chain in the table, or -1 if it has none there. */
    private long firstCluster(Structs.Meta meta) throws IOException {
        String type = system.info().type();
        long place = placeOf(meta);
        if (place < 0) {
            // The root folder has no entry: the boot sector says where it begins, or it has a place of its own.
            ByteBuffer boot = MetadataLocator.read(system, system.info().diskOffset(), 512);
            int field = type.equals("fat32") ? 44 : type.equals("exfat") ? 96 : -1;
            return meta.address() == ROOT && field > 0 ? Integer.toUnsignedLong(boot.getInt(field)) : -1;
        }
        ByteBuffer entry = MetadataLocator.read(system, place, ENTRY);
        if (!geometry().exFat()) {
            long high = type.equals("fat32") ? Short.toUnsignedLong(entry.getShort(20)) << Short.SIZE : 0;
            return high | Short.toUnsignedLong(entry.getShort(26));
        }
        if (!isFile(entry) || exFatSet(geometry(), place).length() < 2 * ENTRY) {
            return -1;
        }
        ByteBuffer stream = MetadataLocator.read(system, place + ENTRY, ENTRY);
        return (stream.get(1) & EXFAT_NO_CHAIN) == 0 ? Integer.toUnsignedLong(stream.getInt(20)) : -1;
    }

    /** Where an entry is on the disk, or -1. */
    private long placeOf(Structs.Meta meta) throws IOException {
        if (meta.address() < FIRST_ADDRESS
                || meta.type() == Structs.META_VIRTUAL
                || meta.type() == Structs.META_VIRTUAL_DIRECTORY) {
            return -1;
        }
        long most = system.disk().size() / ENTRY;
        long place = geometry().firstEntry() + Math.min(most, meta.address() - FIRST_ADDRESS) * ENTRY;
        return place > system.disk().size() - ENTRY ? -1 : place;
    }

    private Geometry geometry() throws IOException {
        Geometry sizes = geometry;
        if (sizes == null) {
            sizes = read();
            geometry = sizes;
        }
        return sizes;
    }

    @Override
    public List<DiskExtent> ofResident(Structs.Meta meta, Structs.Attribute attribute, @Nullable AttributeList list) {
        return List.of();
    }

    private DiskExtent withLongName(Geometry sizes, long place) throws IOException {
        boolean deleted = deleted(place);
        long floor = Math.max(clusterStart(sizes, place), place - (long) MOST_NAME_ENTRIES * ENTRY);
        long first = place;
        while (first - ENTRY >= floor) {
            ByteBuffer before = MetadataLocator.read(system, first - ENTRY, ENTRY);
            boolean sameState = (Byte.toUnsignedInt(before.get(0)) == DELETED) == deleted;
            if (before.get(11) != LONG_NAME || !sameState) {
                break;
            }
            first -= ENTRY;
        }
        return new DiskExtent(first, place + ENTRY - first);
    }

    private DiskExtent exFatSet(Geometry sizes, long place) throws IOException {
        ByteBuffer file = MetadataLocator.read(system, place, ENTRY);
        long more = isFile(file) ? Math.min(MOST_NAME_ENTRIES, Byte.toUnsignedInt(file.get(1))) : 0;
        long end = Math.min(place + (1 + more) * ENTRY, clusterStart(sizes, place) + sizes.clusterBytes());
        return new DiskExtent(place, end - place);
    }

    private static boolean isFile(ByteBuffer exFatEntry) {
        return (Byte.toUnsignedInt(exFatEntry.get(0)) | IN_USE) == EXFAT_FILE;
    }

    private boolean deleted(long place) throws IOException {
        return Byte.toUnsignedInt(MetadataLocator.read(system, place, 1).get(0)) == DELETED;
    }

    /** Where the cluster of a place begins, or the root folder of FAT12 and FAT16. */
    private static long clusterStart(Geometry sizes, long place) {
        if (place < sizes.firstCluster()) {
            return sizes.firstEntry();
        }
        return place - (place - sizes.firstCluster()) % sizes.clusterBytes();
    }

    private Geometry read() throws IOException {
        long volume = system.info().diskOffset();
        ByteBuffer boot = MetadataLocator.read(system, volume, 512);
        if (system.info().type().equals("exfat")) {
            int sectorShift = boot.get(108);
            int clusterShift = boot.get(109);
            if (sectorShift < 9 || sectorShift > 12 || clusterShift < 0 || clusterShift > 25 - sectorShift) {
                throw new IOException(
                        "exFAT sectors of 2^" + sectorShift + " bytes, 2^" + clusterShift + " in a cluster");
            }
            long heap = volume + (Integer.toUnsignedLong(boot.getInt(88)) << sectorShift);
            FatChain chain = new FatChain(
                    system,
                    volume + (Integer.toUnsignedLong(boot.getInt(80)) << sectorShift),
                    Integer.toUnsignedLong(boot.getInt(84)) << sectorShift,
                    32);
            return new Geometry(heap, heap, 1L << (sectorShift + clusterShift), true, chain);
        }
        long sector = Short.toUnsignedInt(boot.getShort(11));
        long clusterSectors = Byte.toUnsignedInt(boot.get(13));
        if (sector < 512 || clusterSectors == 0) {
            throw new IOException("FAT sectors of " + sector + " bytes, " + clusterSectors + " in a cluster");
        }
        long tables = Byte.toUnsignedInt(boot.get(16));
        long tableSectors = Short.toUnsignedInt(boot.getShort(22));
        if (tableSectors == 0) {
            tableSectors = Integer.toUnsignedLong(boot.getInt(36));
        }
        long rootSectors = (Short.toUnsignedInt(boot.getShort(17)) * (long) ENTRY + sector - 1) / sector;
        long table = volume + Short.toUnsignedInt(boot.getShort(14)) * sector;
        long first = table + tables * tableSectors * sector;
        int entryBits =
                switch (system.info().type()) {
                    case "fat12" -> 12;
                    case "fat16" -> 16;
                    default -> 32;
                };
        FatChain chain = new FatChain(system, table, tableSectors * sector, entryBits);
        return new Geometry(first, first + rootSectors * sector, clusterSectors * sector, false, chain);
    }
}

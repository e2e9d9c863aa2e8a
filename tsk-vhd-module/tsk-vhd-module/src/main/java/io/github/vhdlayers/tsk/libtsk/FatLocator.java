package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metadata of FAT and exFAT: directory entries, which libtsk numbers by their places. */
final class FatLocator implements MetadataLocator {
    private static final long FIRST_ADDRESS = 3;
    private static final long ROOT = 2;
    /** Every system ends a folder of FAT at 65,536 entries. */
    private static final long MOST_FOLDER = (1 << 16) * 32L;

    private static final long MOST_EXFAT_FOLDER = 1 << 28;

    private final LazyRecords records;
    private final boolean isExFat;

    FatLocator(OpenFileSystem system) {
        this.records = new LazyRecords(system.disk(), system.info());
        this.isExFat = system.info().type().equals("exfat");
    }

    /** Whether it is of an entry, and neither the root folder nor of the library's own making. */
    private static boolean isEntry(Structs.Meta meta) {
        return meta.address() >= FIRST_ADDRESS
                && meta.type() != Structs.META_VIRTUAL
                && meta.type() != Structs.META_VIRTUAL_DIRECTORY;
    }

    @Override
    public List<DiskExtent> locate(Structs.Meta meta, @Nullable AttributeList list) throws IOException {
        return isEntry(meta) ? records.get().places(meta.address()) : List.of();
    }

    @Override
    public List<DiskExtent> ofResident(Structs.Meta meta, Structs.Attribute attribute, @Nullable AttributeList list) {
        return List.of();
    }

    @Override
    public boolean isSystem(Structs.Meta meta) throws IOException {
        return isEntry(meta) && records.get().isSystem(meta.address());
    }

    /** Dates and times of day by the clock of the machine that wrote them; of exFAT with an offset from UTC where it is valid. */
    @Override
    public FileTimes times(Structs.Meta meta) throws IOException {
        return isEntry(meta) ? records.get().times(meta.address()) : FileTimes.NONE;
    }

    /** Of exFAT's two lengths the library knows one. */
    @Override
    public @Nullable String doubt(Structs.Meta meta) throws IOException {
        Long written = isEntry(meta) ? records.get().validBytes(meta.address()) : null;
        return written != null && written >= 0 && written < meta.size()
                ? "only " + written + " of its " + meta.size()
                        + " bytes were ever written; the rest is what was there before it"
                : null;
    }

    @Override
    public @Nullable String leftOut(Structs.Meta meta, long found) throws IOException {
        if (!isEntry(meta) && meta.address() != ROOT) {
            return null;
        }
        boolean isFolder = meta.type() == Structs.META_DIRECTORY;
        long mostOfFolder = isExFat ? MOST_EXFAT_FOLDER : MOST_FOLDER;
        try {
            Long stored = records.get().chainBytes(meta.address(), isFolder ? mostOfFolder : Math.max(0, meta.size()));
            return stored != null && found < stored
                    ? "libtsk did not read all of the table that has its clusters"
                    : null;
        } catch (IOException e) {
            return "its clusters: " + e.getMessage();
        }
    }
}

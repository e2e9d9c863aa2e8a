package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where on the disk a file's metadata is, which libtsk does not report. */
interface MetadataLocator {
    /** Where the metadata of a file is that is in no attribute; empty if that is not known for the file system. */
    List<DiskExtent> locate(Structs.Meta meta, @Nullable AttributeList list) throws IOException;

    /** Where an attribute is that is within the metadata. */
    List<DiskExtent> ofResident(Structs.Meta meta, Structs.Attribute attribute, @Nullable AttributeList list)
            throws IOException;

    /** Whether metadata is of something that the file system keeps for itself, and of no file of anybody's. */
    default boolean isSystem(Structs.Meta meta) throws IOException {
        return false;
    }

    /** Why the library must not open a file of that number at all; null if it may. */
    default @Nullable String refusal(long address) {
        return null;
    }

    /** A number that tells a file from a later one with the same address; what libtsk calls its name's sequence, if nothing better. */
    default long sequence(Structs.Name name) {
        return name.sequence();
    }

    /** The same of metadata by its address; 0 where nothing tells, -1 if it cannot be read. */
    default long sequence(long address) {
        return 0;
    }

    /** Why the library must not be asked where a file's blocks are; null if it may. */
    default @Nullable String refusal(Structs.Meta meta) throws IOException {
        return null;
    }

    /**
     * Why the library's list of a file's blocks may lack some, where it takes a list that it could not read for a shorter one; null if it
     * lacks none. Asked only of a disk of which a part cannot be read.
     *
     * @param found how many bytes the blocks have that the library reports
     */
    default @Nullable String leftOut(Structs.Meta meta, long found) throws IOException {
        return null;
    }

    /**
     * A file's times as its metadata records them. libtsk keeps seconds since 1970 in 32 bits for some file systems, and takes local
     * times for those of the machine it runs on, so that locators ask the readers in Java for them where these know the structure.
     */
    default FileTimes times(Structs.Meta meta) throws IOException {
        return new FileTimes(utc(meta.modified()), utc(meta.accessed()), utc(meta.changed()), utc(meta.created()));
    }

    private static @Nullable RecordedTime utc(@Nullable Instant instant) {
        return instant == null ? null : new RecordedTime.Utc(instant);
    }

    /** What the metadata says that the library passes over, so that the content is not what it seems to be; null if nothing. */
    default @Nullable String doubt(Structs.Meta meta) throws IOException {
        return null;
    }

    /**
     * Which MFT record has which attribute of a file of NTFS that has several records.
     *
     * @param entries in their order
     */
    record AttributeList(List<Entry> entries) {
        /** One attribute, or one piece of it. */
        record Entry(int type, int id, String name, long record) {}

        /** The records, each once. */
        long[] records() {
            return entries.stream().mapToLong(Entry::record).distinct().toArray();
        }

        /** The record that has an attribute, or the other one if the list does not say. Numbers are of one record only, names of all. */
        long recordOf(int type, String name, long otherwise) {
            for (Entry entry : entries) {
                if (entry.type() == type && entry.name().equals(name)) {
                    return entry.record();
                }
            }
            return otherwise;
        }
    }

    /** The one for a file system. */
    static MetadataLocator of(OpenFileSystem system) {
        FileSystemInfo.Family family = system.info().family();
        return switch (family) {
            case NTFS -> new NtfsLocator(system);
            case EXT -> new ExtLocator(system);
            case FAT, EXFAT -> new FatLocator(system);
            case ISO -> new IsoLocator();
            case HFS, UFS, OTHER -> new Nowhere(family == FileSystemInfo.Family.HFS);
        };
    }

    /** Bytes of the disk, little-endian. */
    static ByteBuffer read(OpenFileSystem system, long diskOffset, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        system.disk().readFully(diskOffset, bytes);
        return bytes.flip();
    }

    /**
     * For file systems of which the metadata is not looked for.
     *
     * @param hfs whether files of the numbers before 16 are the file system's own trees; 2 is the root folder
     */
    record Nowhere(boolean hfs) implements MetadataLocator {
        @Override
        public boolean isSystem(Structs.Meta meta) {
            return hfs && meta.address() < 16 && meta.type() != Structs.META_DIRECTORY;
        }

        @Override
        public List<DiskExtent> locate(Structs.Meta meta, @Nullable AttributeList list) {
            return List.of();
        }

        @Override
        public List<DiskExtent> ofResident(
                Structs.Meta meta, Structs.Attribute attribute, @Nullable AttributeList list) {
            return List.of();
        }
    }
}

package io.github.vhdlayers.internal.table;

import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Both copies of a GPT, and what each is worth. The table counts in the disk's own sectors, which had 4096 bytes where the header
 * is found there and not at byte 512. For one thread.
 */
public final class GptCopies {
    private static final int LEAST_ENTRY_BYTES = 128;
    private static final int MOST_ENTRY_BYTES = 4096;
    /** 8,192 entries of the usual size; 128 is what everybody writes. */
    private static final int MOST_ENTRIES_BYTES = 1 << 20;

    private static final int LARGE_SECTOR = 4096 / DiskSectors.BYTES;

    private final DiskSectors disk;
    /** How many sectors of 512 bytes are one of the table's. */
    private final int unit;

    private final GptCopy primary;
    private final GptCopy backup;

    /**
     * Reads both copies: at most two megabytes. A copy that is not there, or that cannot be read, is one in that state.
     *
     * @param disk the disk, which stays open
     * @throws IOException if the machine fails to read
     */
    public GptCopies(DiskSectors disk) throws IOException {
        this.disk = disk;
        this.unit = findUnit();
        this.primary = readCopy(GptCopy.Place.PRIMARY, 1);
        this.backup = findBackup();
    }

    /**
     * Reads both copies of a disk's GPT.
     *
     * @param disk the disk, which stays open
     * @throws IOException if the machine fails to read
     */
    public static GptCopies read(RandomAccessData disk) throws IOException {
        return new GptCopies(new DiskSectors(disk));
    }

    /** The copy behind sector 0. */
    public GptCopy primary() {
        return primary;
    }

    /** The copy at the end of the disk. */
    public GptCopy backup() {
        return backup;
    }

    /** The copy that is worth more, the primary if both are worth the same. */
    public GptCopy best() {
        return backup.state().compareTo(primary.state()) < 0 ? backup : primary;
    }

    /** How many sectors of 512 bytes are one of the table's. */
    public int unit() {
        return unit;
    }

    private int findUnit() throws IOException {
        long last = disk.count() - 1;
        long lastLarge = (disk.count() / LARGE_SECTOR - 1) * LARGE_SECTOR;
        if (isSigned(1)) {
            return 1;
        }
        if (isSigned(LARGE_SECTOR)) {
            return LARGE_SECTOR;
        }
        return !isSigned(last) && isSigned(lastLarge) ? LARGE_SECTOR : 1;
    }

    private boolean isSigned(long sector) throws IOException {
        if (!disk.has(sector, 1) || sector < 1) {
            return false;
        }
        ByteBuffer bytes = disk.read(sector, 1);
        return bytes != null && GptCopy.Header.isSigned(bytes);
    }

    /** How many of the table's own sectors the disk has. */
    public long units() {
        return disk.count() / unit;
    }

    /** Where the primary says, and otherwise in the disk's last sector. */
    private GptCopy findBackup() throws IOException {
        long last = units() - 1;
        GptCopy.Header header = primary.header();
        if (header != null && header.otherSector() > 1 && header.otherSector() < last) {
            GptCopy there = readCopy(GptCopy.Place.BACKUP, header.otherSector());
            if (there.isUsable()) {
                return there;
            }
        }
        return readCopy(GptCopy.Place.BACKUP, last);
    }

    private GptCopy readCopy(GptCopy.Place place, long at) throws IOException {
        if (at < 1 || at >= units()) {
            return new GptCopy(place, 0, GptCopy.State.MISSING, null, "the disk has no room for it");
        }
        long sector = at * unit;
        ByteBuffer bytes = disk.read(sector, unit);
        if (bytes == null) {
            return new GptCopy(place, sector, GptCopy.State.UNREADABLE, null, disk.failure());
        }
        if (!GptCopy.Header.isSigned(bytes)) {
            return new GptCopy(place, sector, GptCopy.State.MISSING, null, "no signature");
        }
        GptCopy.Header header = GptCopy.Header.decode(bytes);
        String wrong = whatCannotBeFollowed(header, at);
        if (wrong != null) {
            return new GptCopy(place, sector, GptCopy.State.INVALID, header, wrong);
        }
        CRC32 entries = new CRC32();
        ByteBuffer array = entries(header);
        if (array == null) {
            return new GptCopy(place, sector, GptCopy.State.UNREADABLE, header, disk.failure());
        }
        entries.update(array);
        if (!header.checksumValid()) {
            String detail = checksums(header.storedChecksum(), header.computedChecksum());
            return new GptCopy(place, sector, GptCopy.State.HEADER_CHECKSUM, header, "header checksum " + detail);
        }
        if (entries.getValue() != header.storedEntriesChecksum()) {
            String detail = checksums(header.storedEntriesChecksum(), entries.getValue());
            return new GptCopy(place, sector, GptCopy.State.ENTRIES_CHECKSUM, header, "entries checksum " + detail);
        }
        return new GptCopy(place, sector, GptCopy.State.SOUND, header, "");
    }

    /** The first field that cannot be true, or null if the header can be followed. */
    private @Nullable String whatCannotBeFollowed(GptCopy.Header header, long at) {
        if (header.headerBytes() < GptCopy.Header.LEAST_BYTES
                || header.headerBytes() > (long) unit * DiskSectors.BYTES) {
            return "a header of " + header.headerBytes() + " bytes";
        }
        if (header.ownSector() != at) {
            return "the header says it is in sector " + header.ownSector();
        }
        long entryBytes = header.entryBytes();
        if (entryBytes < LEAST_ENTRY_BYTES || entryBytes > MOST_ENTRY_BYTES || entryBytes % 8 != 0) {
            return "entries of " + entryBytes + " bytes";
        }
        // Both were unsigned 32-bit numbers, and one is small by now, so the product cannot wrap.
        long bytes = header.entryCount() * entryBytes;
        if (bytes == 0 || bytes > MOST_ENTRIES_BYTES) {
            return header.entryCount() + " entries of " + entryBytes + " bytes";
        }
        long first = header.entriesSector();
        if (first < 1 || first >= units() || !disk.has(first * unit, sectorsOf(bytes))) {
            return "entries from sector " + first + " on, which are not on the disk";
        }
        return null;
    }

    /**
     * The bytes of a copy's entries.
     *
     * @param header the header of a copy that can be used
     * @return the bytes, or null if they cannot be read
     * @throws IOException if the machine fails to read them
     */
    public @Nullable ByteBuffer entries(GptCopy.Header header) throws IOException {
        int bytes = (int) (header.entryCount() * header.entryBytes());
        ByteBuffer array = disk.read(header.entriesSector() * unit, sectorsOf(bytes));
        return array == null ? null : array.limit(bytes);
    }

    /** How many sectors of 512 bytes some bytes take. */
    public static int sectorsOf(long bytes) {
        return (int) ((bytes + DiskSectors.BYTES - 1) / DiskSectors.BYTES);
    }

    private static String checksums(long stored, long computed) {
        return String.format("%08x, computed %08x", stored, computed);
    }
}

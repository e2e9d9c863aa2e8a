package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.table.DiskSectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the label of a physical volume of Linux LVM and the newest sound text of its metadata areas. For one thread and one table: how
 * much text is read for all of a table's volumes together is bounded.
 */
final class LvmReader {
    static final String LABEL = "LABELONE";
    static final int LABEL_SECTORS = 4;

    private static final String TYPE = "LVM2 001";
    private static final String MAGIC = " LVM2 x[5A%r0N*>";
    private static final int SECTOR = DiskSectors.BYTES;
    private static final int MOST_AREAS = 4;
    private static final int MOST_TEXT = 8 << 20;
    private static final int MOST_TEXT_OF_ALL = 32 << 20;
    private static final int CHECKSUM_START = 0xF597A6CF;
    private static final int[] CHECKSUMS = checksums();

    private final DiskSectors disk;
    private long textLeft = MOST_TEXT_OF_ALL;
    private final LvmVolumes volumes = new LvmVolumes();

    LvmReader(DiskSectors disk) {
        this.disk = disk;
    }

    /** A place on a physical volume, in bytes. */
    private record Area(long offset, long size) {}

    /** A text that was read, and the number that says how new it is. */
    private record Found(LvmText.Section text, long number) {}

    /**
     * What a physical volume holds.
     *
     * @param firstSector where it begins on the disk
     * @param sectorCount how many sectors it has; they may reach past the end of the disk
     * @param structure how findings call it
     */
    Volume.Group read(long firstSector, long sectorCount, String structure, FindingLog log) throws IOException {
        PhysicalVolume place = new PhysicalVolume(firstSector, sectorCount);
        for (int sector = 0; sector < LABEL_SECTORS; sector++) {
            ByteBuffer bytes = place.bytes(sector * (long) SECTOR, SECTOR);
            if (bytes != null
                    && text(bytes, 0, LABEL.length()).equals(LABEL)
                    && text(bytes, 24, 8).equals(TYPE)) {
                return ofLabel(place, bytes, sector, structure, log);
            }
        }
        return unusable(structure, log, "its label is of another version, or cannot be read");
    }

    /** The part of the disk that holds a physical volume. */
    private final class PhysicalVolume {
        private final long firstSector;
        private final long sectorCount;

        PhysicalVolume(long firstSector, long sectorCount) {
            this.firstSector = firstSector;
            this.sectorCount = Math.min(sectorCount, Math.max(0, disk.count() - firstSector));
        }

        boolean has(long offset, long length) {
            long bytes = sectorCount * SECTOR;
            return offset >= 0 && length >= 0 && offset <= bytes && length <= bytes - offset;
        }

        /** Bytes of it from index 0 to the limit; null if they are not there or cannot be read. */
        @Nullable
        ByteBuffer bytes(long offset, int length) throws IOException {
            if (!has(offset, length) || length == 0) {
                return null;
            }
            long first = offset / SECTOR;
            long end = (offset + length + SECTOR - 1) / SECTOR;
            ByteBuffer sectors = disk.read(firstSector + first, (int) (end - first));
            return sectors == null ? null : sectors.slice((int) (offset - first * SECTOR), length);
        }
    }

    private Volume.Group ofLabel(PhysicalVolume place, ByteBuffer sector, int number, String structure, FindingLog log)
            throws IOException {
        StructReader label = StructReader.littleEndian(sector);
        if (checksum(sector, 20, SECTOR) != (int) label.u32(16)) {
            return unusable(structure, log, "the checksum of its label is wrong");
        }
        if (label.u64(8) != number) {
            return unusable(
                    structure, log, "its label says that it is in sector " + Long.toUnsignedString(label.u64(8)));
        }
        long header = label.u32(20);
        if (header < 32 || header > SECTOR - 40) {
            return unusable(structure, log, "its label has its header at byte " + header);
        }
        String id = text(sector, (int) header, 32);
        int at = (int) header + 40;
        int lists = 0;
        Found best = null;
        String problem = "it has no metadata area";
        int areas = 0;
        boolean isEmpty = false;
        // Two lists, of data areas and of metadata areas, each of which ends with zeros.
        while (lists < 2 && at + 16 <= SECTOR) {
            Area area = new Area(label.u64(at), label.u64(at + 8));
            at += 16;
            if (area.offset() == 0) {
                lists++;
            } else if (lists == 1 && areas++ < MOST_AREAS) {
                try {
                    Found found = ofArea(place, area);
                    isEmpty |= found == null;
                    if (found != null && (best == null || found.number() > best.number())) {
                        best = found;
                    }
                } catch (LvmText.FormatException e) {
                    problem = String.valueOf(e.getMessage());
                    log.add(FindingCode.LVM_METADATA_UNUSABLE, structure, problem);
                }
            }
        }
        if (areas > MOST_AREAS) {
            log.add(
                    FindingCode.LVM_METADATA_UNUSABLE,
                    structure,
                    "it has more than " + MOST_AREAS + " metadata areas, of which the others are not read");
        }
        if (best != null) {
            Volume.Group group = volumes.of(best.text(), id, place.firstSector, place.sectorCount);
            if (group.problem() != null) {
                log.add(FindingCode.LVM_METADATA_UNUSABLE, structure, group.problem());
            }
            return group;
        }
        // A physical volume that belongs to no group has an area without a text.
        return isEmpty ? new Volume.Group("", List.of(), null) : Volume.Group.unknown(problem);
    }

    private static Volume.Group unusable(String structure, FindingLog log, String problem) {
        log.add(FindingCode.LVM_METADATA_UNUSABLE, structure, problem);
        return Volume.Group.unknown(problem);
    }

    /** The text of a metadata area; null if it has none. */
    private @Nullable Found ofArea(PhysicalVolume place, Area area) throws IOException, LvmText.FormatException {
        ByteBuffer bytes = area.offset() % SECTOR == 0 && place.has(area.offset(), area.size())
                ? place.bytes(area.offset(), SECTOR)
                : null;
        if (bytes == null) {
            throw new LvmText.FormatException("its metadata area at byte " + Long.toUnsignedString(area.offset())
                    + " is not there, or cannot be read");
        }
        StructReader header = StructReader.littleEndian(bytes);
        if (!text(bytes, 4, MAGIC.length()).equals(MAGIC)
                || header.u32(20) != 1
                || header.u64(24) != area.offset()
                || checksum(bytes, 4, SECTOR) != (int) header.u32(0)) {
            throw new LvmText.FormatException("the header of its metadata area is damaged");
        }
        long size = header.u64(32);
        long offset = header.u64(40);
        long length = header.u64(48);
        if (offset == 0) {
            return null;
        }
        if (size < 2 * SECTOR || !place.has(area.offset(), size) || offset < SECTOR || offset >= size) {
            throw new LvmText.FormatException("the text of its metadata is at byte " + Long.toUnsignedString(offset)
                    + " of an area of " + Long.toUnsignedString(size) + " bytes");
        }
        if (length < 1 || length > size - SECTOR || length > MOST_TEXT || length > textLeft) {
            throw new LvmText.FormatException("the text of its metadata has " + Long.toUnsignedString(length)
                    + " bytes, which is none or too many");
        }
        textLeft -= length;
        byte[] text = wrapped(place, area.offset(), size, offset, (int) length);
        if (checksum(ByteBuffer.wrap(text), 0, text.length) != (int) header.u32(56)) {
            throw new LvmText.FormatException("the checksum of the text of its metadata is wrong");
        }
        LvmText.Section parsed = LvmText.parse(text);
        long number = -1;
        for (LvmText.Section group : parsed.sections().values()) {
            number = Math.max(number, group.number("seqno"));
        }
        return new Found(parsed, number);
    }

    /** A text in the ring behind the header of its area. */
    private static byte[] wrapped(PhysicalVolume place, long start, long size, long offset, int length)
            throws IOException, LvmText.FormatException {
        byte[] text = new byte[length];
        int toEnd = (int) Math.min(length, size - offset);
        for (int done = 0; done < length; ) {
            boolean first = done < toEnd;
            long from = first ? offset + done : SECTOR + (done - toEnd);
            int part = Math.min(first ? toEnd - done : length - done, 1 << 20);
            ByteBuffer bytes = place.bytes(start + from, part);
            if (bytes == null) {
                throw new LvmText.FormatException("the text of its metadata cannot be read");
            }
            bytes.get(0, text, done, part);
            done += part;
        }
        return text;
    }

    private static String text(ByteBuffer bytes, int at, int length) {
        byte[] found = new byte[length];
        bytes.get(at, found);
        return new String(found, StandardCharsets.ISO_8859_1);
    }

    /** The CRC-32 of zip with another start, and without its last step. */
    private static int checksum(ByteBuffer bytes, int from, int end) {
        int value = CHECKSUM_START;
        for (int i = from; i < end; i++) {
            value = value >>> 8 ^ CHECKSUMS[(value ^ bytes.get(i)) & 0xFF];
        }
        return value;
    }

    private static int[] checksums() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ 0xEDB88320;
            }
            table[i] = value;
        }
        return table;
    }
}

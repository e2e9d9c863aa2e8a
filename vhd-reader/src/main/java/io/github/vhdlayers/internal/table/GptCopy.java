package io.github.vhdlayers.internal.table;

import io.github.vhdlayers.internal.codec.Guids;
import io.github.vhdlayers.internal.codec.StructReader;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One of the two copies of a GPT, and what it is worth.
 *
 * @param place which one
 * @param headerSector where its header is, or was looked for
 * @param state what it is worth
 * @param header its header, or null if there is none that can be decoded
 * @param detail why it is not sound, or an empty text
 */
public record GptCopy(Place place, long headerSector, State state, @Nullable Header header, String detail) {
    /** Which copy it is. */
    public enum Place {
        /** The one behind sector 0. */
        PRIMARY("primary"),
        /** The one at the end of the disk. */
        BACKUP("backup");

        private final String text;

        Place(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What a copy is worth, the best first. */
    public enum State {
        /** Header and entries match their checksums. */
        SOUND,
        /** The header matches its checksum, the entries do not match theirs. */
        ENTRIES_CHECKSUM,
        /** The header does not match its checksum, but can be followed. */
        HEADER_CHECKSUM,
        /** The header's fields cannot be followed. */
        INVALID,
        /** Header or entries are in sectors that cannot be read. */
        UNREADABLE,
        /** There is no header. */
        MISSING
    }

    /** Whether partitions can be read from it, be they right or wrong. */
    public boolean isUsable() {
        return state.compareTo(State.INVALID) < 0;
    }

    /**
     * The header of a GPT, as it is on the disk. Places are in the table's own sectors, see {@link GptCopies#unit()}; values
     * from 2^63 on come out negative.
     *
     * @param revision the version, 0x10000 for 1.0
     * @param headerBytes how many bytes the header says it has
     * @param storedChecksum the CRC-32 in the header
     * @param computedChecksum the CRC-32 of its bytes, or -1 if it says it has an impossible number of them
     * @param ownSector where the header says it is
     * @param otherSector where it says the other copy is
     * @param firstUsableSector the first sector a partition may have
     * @param lastUsableSector the last sector a partition may have
     * @param diskId the disk's id
     * @param entriesSector where the entries begin
     * @param entryCount how many entries there are, used or not
     * @param entryBytes how many bytes an entry has
     * @param storedEntriesChecksum the CRC-32 of the entries
     */
    public record Header(
            long revision,
            long headerBytes,
            long storedChecksum,
            long computedChecksum,
            long ownSector,
            long otherSector,
            long firstUsableSector,
            long lastUsableSector,
            UUID diskId,
            long entriesSector,
            long entryCount,
            long entryBytes,
            long storedEntriesChecksum) {

        /** How many bytes a header has at least. */
        public static final int LEAST_BYTES = 92;

        private static final long SIGNATURE = 0x5452_4150_2049_4645L;
        private static final int CHECKSUM_AT = 16;

        /** Whether a sector begins with {@code EFI PART}. */
        static boolean isSigned(ByteBuffer sector) {
            return StructReader.littleEndian(sector).u64(0) == SIGNATURE;
        }

        /** Decodes a header from the bytes of its sector, of which there are at least 512. */
        static Header decode(ByteBuffer sector) {
            StructReader in = StructReader.littleEndian(sector);
            long headerBytes = in.u32(12);
            return new Header(
                    in.u32(8),
                    headerBytes,
                    in.u32(CHECKSUM_AT),
                    headerBytes < LEAST_BYTES || headerBytes > in.length()
                            ? -1
                            : checksum(in.bytes(0, (int) headerBytes)),
                    in.u64(24),
                    in.u64(32),
                    in.u64(40),
                    in.u64(48),
                    Guids.decode(in, 56),
                    in.u64(72),
                    in.u32(80),
                    in.u32(84),
                    in.u32(88));
        }

        /** Whether the stored checksum is that of the bytes. */
        public boolean checksumValid() {
            return storedChecksum == computedChecksum;
        }

        /** Whether two headers describe the same table, leaving aside where each of them is. */
        public boolean agreesWith(Header other) {
            return diskId.equals(other.diskId)
                    && firstUsableSector == other.firstUsableSector
                    && lastUsableSector == other.lastUsableSector
                    && entryCount == other.entryCount
                    && entryBytes == other.entryBytes
                    && storedEntriesChecksum == other.storedEntriesChecksum;
        }

        private static long checksum(byte[] header) {
            for (int i = CHECKSUM_AT; i < CHECKSUM_AT + 4; i++) {
                header[i] = 0;
            }
            CRC32 crc = new CRC32();
            crc.update(header);
            return crc.getValue();
        }
    }
}

package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Pointer;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metadata of NTFS: records of the MFT, which is a file itself and may be in pieces. */
final class NtfsLocator implements MetadataLocator {
    private static final int MOST_RUNS = 4_000_000;
    private static final int MOST_RECORD_BYTES = 1 << 16;
    private static final int FIRST_ATTRIBUTE = 20;
    private static final int LAST_ATTRIBUTE = -1;
    private static final int LEAST_ATTRIBUTE = 16;
    private static final int NON_RESIDENT_HEADER = 64;
    private static final int COMPRESSED = 0xFF;
    /** Windows compresses 2^4 clusters at once; some more are harmless. */
    private static final int MOST_UNIT_SHIFT = 8;

    private final OpenFileSystem system;
    private int recordBytes;
    private @Nullable List<Structs.Run> runs;

    NtfsLocator(OpenFileSystem system) {
        this.system = system;
    }

    @Override
    public List<DiskExtent> locate(Structs.Meta meta, @Nullable AttributeList list) throws IOException {
        List<DiskExtent> found = new ArrayList<>(record(meta.address()));
        if (list != null) {
            for (long other : list.records()) {
                if (other != meta.address()) {
                    found.addAll(record(other));
                }
            }
        }
        return found;
    }

    @Override
    public List<DiskExtent> ofResident(Structs.Meta meta, Structs.Attribute attribute, @Nullable AttributeList list)
            throws IOException {
        long own = meta.address();
        return record(list == null ? own : list.recordOf(attribute.type(), attribute.name(), own));
    }

    @Override
    public boolean isSystem(Structs.Meta meta) {
        return Ntfs.isSystem(meta.address());
    }

    /** Those of the attribute of standard information: hundreds of nanoseconds since 1601. */
    @Override
    public FileTimes times(Structs.Meta meta) throws IOException {
        List<DiskExtent> place = record(meta.address());
        if (place.size() != 1) {
            return inPieces(place, meta);
        }
        int length = (int) place.get(0).length();
        return RecordedTimes.ntfs(MetadataLocator.read(system, place.get(0).diskOffset(), length));
    }

    private FileTimes inPieces(List<DiskExtent> pieces, Structs.Meta meta) throws IOException {
        long length = pieces.stream().mapToLong(DiskExtent::length).sum();
        if (length != recordBytes) {
            return MetadataLocator.super.times(meta);
        }
        ByteBuffer record = ByteBuffer.allocate(recordBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (DiskExtent piece : pieces) {
            record.put(MetadataLocator.read(system, piece.diskOffset(), (int) piece.length()));
        }
        return RecordedTimes.ntfs(record.flip());
    }

    /**
     * Why the library must not open a record, or null. It reads lists of attributes and of names at once, also those that are said to
     * be compressed in units of terabytes.
     */
    @Override
    public @Nullable String refusal(long number) {
        try {
            List<DiskExtent> place = number == Ntfs.MFT ? List.of() : record(number);
            if (place.isEmpty()) {
                return null;
            }
            int length = (int) place.get(0).length();
            ByteBuffer bytes = MetadataLocator.read(system, place.get(0).diskOffset(), length);
            return isSane(bytes) ? null : "an attribute of it is said to be compressed in units that no system makes";
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether no attribute is compressed in impossible units, as far as a record can be understood. */
    private static boolean isSane(ByteBuffer record) {
        int at = Short.toUnsignedInt(record.getShort(FIRST_ATTRIBUTE));
        while (at <= record.limit() - NON_RESIDENT_HEADER && record.getInt(at) != LAST_ATTRIBUTE) {
            boolean compressed = record.get(at + 8) != 0 && (record.getShort(at + 12) & COMPRESSED) != 0;
            if (compressed && Short.toUnsignedInt(record.getShort(at + 34)) > MOST_UNIT_SHIFT) {
                return false;
            }
            int length = record.getInt(at + 4);
            if (length < LEAST_ATTRIBUTE || length > record.limit()) {
                break;
            }
            at += length;
        }
        return true;
    }

    /** How often a record was used, or -1 if it cannot be read. */
    @Override
    public long sequence(long number) {
        try {
            List<DiskExtent> place = record(number);
            return place.isEmpty()
                    ? -1
                    : Short.toUnsignedInt(
                            MetadataLocator.read(system, place.get(0).diskOffset(), 24)
                                    .getShort(16));
        } catch (IOException e) {
            return -1;
        }
    }

    /** Where a record is; in pieces if clusters are smaller than records, empty if the MFT does not reach as far. */
    private List<DiskExtent> record(long number) throws IOException {
        List<Structs.Run> mft = runs;
        if (mft == null) {
            recordBytes = recordBytes();
            mft = readRuns();
            runs = mft;
        }
        List<DiskExtent> found = new ArrayList<>(1);
        if (number < 0 || number > Long.MAX_VALUE / 2 / recordBytes) {
            return found;
        }
        long block = system.info().blockSize();
        long at = number * recordBytes;
        long end = at + recordBytes;
        int run = runAt(mft, at / block);
        while (at < end && run >= 0 && run < mft.size()) {
            Structs.Run piece = mft.get(run++);
            long within = at - piece.offset() * block;
            long count = Math.min(end - at, piece.length() * block - within);
            boolean stored = (piece.flags() & (Structs.RUN_SPARSE | Structs.RUN_FILLER)) == 0;
            if (within < 0 || count <= 0 || !stored) {
                break;
            }
            found.add(new DiskExtent(system.info().diskOffset() + piece.address() * block + within, count));
            at += count;
        }
        return found;
    }

    /** The run that holds a block of the MFT, or -1. */
    private static int runAt(List<Structs.Run> mft, long block) {
        int low = 0;
        int high = mft.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Structs.Run run = mft.get(middle);
            if (block < run.offset()) {
                high = middle - 1;
            } else if (block >= run.offset() + run.length()) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /** A positive number of clusters, or the negative binary logarithm of the number of bytes. */
    private int recordBytes() throws IOException {
        ByteBuffer boot = MetadataLocator.read(system, system.info().diskOffset(), 512);
        int coded = boot.get(0x40);
        long bytes = coded > 0 ? (long) coded * system.info().blockSize() : coded > -31 ? 1L << -coded : 0;
        if (bytes < 256 || bytes > MOST_RECORD_BYTES) {
            throw new IOException("MFT records of " + bytes + " bytes");
        }
        return (int) bytes;
    }

    private List<Structs.Run> readRuns() throws IOException {
        List<Structs.Run> found = new ArrayList<>();
        Pointer file = system.openFile(Ntfs.MFT);
        if (file == null) {
            throw new IOException("the MFT's own record cannot be read");
        }
        try {
            if (system.functions().tsk_fs_file_attr_getsize(file) <= 0) {
                return found;
            }
            Pointer next = system.functions().tsk_fs_file_attr_get_idx(file, 0);
            while (next != null) {
                Structs.Attribute attribute = Structs.Attribute.of(next);
                if (attribute.isInUse() && attribute.type() == Ntfs.DATA && !attribute.isResident()) {
                    Pointer run = attribute.firstRun();
                    while (run != null && found.size() < MOST_RUNS) {
                        Structs.Run read = Structs.Run.of(run);
                        requireSense(read);
                        found.add(read);
                        run = read.next();
                    }
                    return found;
                }
                next = attribute.next();
            }
            return found;
        } finally {
            system.functions().tsk_fs_file_close(file);
        }
    }

    private void requireSense(Structs.Run run) throws IOException {
        long most = Long.MAX_VALUE / 4 / system.info().blockSize();
        if (run.offset() < 0
                || run.length() < 0
                || run.offset() > most
                || run.length() > most
                || run.address() < 0
                || run.address() > most) {
            throw new IOException("the MFT has a run of " + run.length() + " blocks at " + run.address());
        }
    }
}

package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metadata of NTFS: records of the MFT. */
final class NtfsLocator implements MetadataLocator {
    private static final int FIRST_ATTRIBUTE = 20;
    private static final int LAST_ATTRIBUTE = -1;
    private static final int LEAST_ATTRIBUTE = 16;
    private static final int NON_RESIDENT_HEADER = 64;
    private static final int COMPRESSED = 0xFF;
    /** Windows compresses 2^4 clusters at once; some more are harmless. */
    private static final int MOST_UNIT_SHIFT = 8;

    private final OpenFileSystem system;
    private final LazyRecords records;

    NtfsLocator(OpenFileSystem system) {
        this.system = system;
        this.records = new LazyRecords(system.disk(), system.info());
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

    /** Those of the attribute of standard information. */
    @Override
    public FileTimes times(Structs.Meta meta) throws IOException {
        return records.get().times(meta.address());
    }

    @Override
    public @Nullable String doubt(Structs.Meta meta) throws IOException {
        return records.get().doubt(meta.address());
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

    /** How often a record was used; 0 if it never was, -1 if it cannot be read. */
    @Override
    public long sequence(long number) {
        try {
            Long found = records.get().sequence(number);
            return found == null ? 0 : found;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Where a record is; in pieces if clusters are smaller than records, empty if the MFT does not reach as far. */
    private List<DiskExtent> record(long number) throws IOException {
        return records.get().places(number);
    }
}

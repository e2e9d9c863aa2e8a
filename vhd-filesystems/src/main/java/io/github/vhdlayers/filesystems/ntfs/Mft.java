package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskExtent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The master file table: a file itself, of which record 0 says where it is. If that record has an attribute list, further parts are in
 * records that are found by the parts before them. Thread-safe.
 */
final class Mft {
    private static final int MOST_PARTS = 1000;

    private final NtfsVolumeBytes volume;
    private final int recordBytes;
    private RunList runs = new RunList();
    private long size;
    private long initialised;
    private long count;
    private long written;
    private final Problems problems = new Problems();

    private Mft(NtfsVolumeBytes volume) {
        this.volume = volume;
        this.recordBytes = volume.geometry().recordBytes();
    }

    /**
     * Finds the MFT.
     *
     * @throws IOException if its first record cannot be read, and neither can the copy of it
     */
    static Mft open(NtfsVolumeBytes volume) throws IOException {
        Mft mft = new Mft(volume);
        FileRecord first = mft.firstRecord();
        List<Attribute> attributes = first.attributes(mft.problems);
        Attribute data = find(attributes, Attribute.DATA);
        if (data == null || data.isResident() || data.firstVcn() != 0) {
            throw new NtfsDamage("the MFT's own record does not say where the MFT is");
        }
        Attribute list = find(attributes, Attribute.ATTRIBUTE_LIST);
        List<Attribute> parts = new ArrayList<>();
        parts.add(data);
        mft.use(parts);
        if (list != null) {
            mft.addParts(parts, list);
        }
        String problem = mft.use(parts);
        if (problem != null) {
            mft.problems.add("the MFT: " + problem);
        }
        if (mft.initialised < mft.recordBytes) {
            throw new NtfsDamage("the MFT's own record says that it has " + mft.size + " bytes, " + mft.initialised
                    + " of them written");
        }
        return mft;
    }

    private @Nullable String use(List<Attribute> parts) {
        NtfsAttribute joined = NtfsAttribute.join(parts, volume.geometry().clusterBytes());
        runs = joined.runs();
        size = joined.size();
        initialised = joined.initialised();
        count = size / recordBytes;
        written = initialised / recordBytes;
        return joined.problem();
    }

    private FileRecord firstRecord() throws IOException {
        int cluster = volume.geometry().clusterBytes();
        String reason;
        try {
            FileRecord first = FileRecord.of(0, volume.read(volume.geometry().mftCluster() * cluster, recordBytes));
            if (first != null) {
                return first;
            }
            reason = "MFT record 0 is empty";
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        long mirror = volume.geometry().mirrorCluster();
        try {
            FileRecord copy = mirror < 0 || mirror > volume.end() / cluster
                    ? null
                    : FileRecord.of(0, volume.read(mirror * cluster, recordBytes));
            if (copy != null) {
                problems.add(reason + "; its copy in $MFTMirr was read instead");
                return copy;
            }
        } catch (IOException e) {
            // The reason for the original is reported.
        }
        throw new NtfsDamage(reason + ", and its copy in $MFTMirr cannot be read either");
    }

    /** Adds the parts of the MFT's runs that other records hold, each of which must be in what is known so far. */
    private void addParts(List<Attribute> parts, Attribute list) {
        try {
            List<AttributeList.Entry> entries = new ArrayList<>();
            AttributeList.read(list, volume, entry -> {
                if (entry.type() == Attribute.DATA && !entry.named() && entry.firstVcn() > 0) {
                    entries.add(entry);
                }
                return entries.size() <= MOST_PARTS;
            });
            entries.sort(Comparator.comparingLong(AttributeList.Entry::firstVcn));
            for (AttributeList.Entry entry : entries) {
                if (entries.size() > MOST_PARTS) {
                    throw new NtfsDamage("it has more than " + MOST_PARTS + " parts");
                }
                if (parts.stream().noneMatch(part -> part.firstVcn() == entry.firstVcn())) {
                    parts.add(part(entry));
                    use(parts);
                }
            }
        } catch (IOException e) {
            problems.add("the MFT's attribute list: " + e.getMessage());
        }
    }

    private Attribute part(AttributeList.Entry entry) throws IOException {
        FileRecord extension = record(entry.record());
        if (extension == null || extension.baseNumber() != 0 || !extension.isInUse()) {
            throw new NtfsDamage("record " + entry.record() + " is not a part of it");
        }
        for (Attribute attribute : extension.attributes(problem -> {})) {
            if (attribute.type() == Attribute.DATA
                    && !attribute.isNamed()
                    && !attribute.isResident()
                    && attribute.firstVcn() == entry.firstVcn()) {
                return attribute;
            }
        }
        throw new NtfsDamage("record " + entry.record() + " has no runs from cluster " + entry.firstVcn() + " on");
    }

    private static @Nullable Attribute find(List<Attribute> attributes, int type) {
        for (Attribute attribute : attributes) {
            if (attribute.type() == type && !attribute.isNamed()) {
                return attribute;
            }
        }
        return null;
    }

    /** What is wrong with the MFT as a whole, or null. */
    @Nullable
    String problem() {
        return problems.text();
    }

    /** How many records it has, unwritten ones included. */
    long count() {
        return count;
    }

    /** How many of them were ever written. */
    long written() {
        return written;
    }

    int recordBytes() {
        return recordBytes;
    }

    RunList runs() {
        return runs;
    }

    NtfsVolumeBytes volume() {
        return volume;
    }

    /**
     * A record.
     *
     * @return null if there is none of that number, or the place was never used
     * @throws IOException if it cannot be read, or is damaged
     */
    @Nullable
    FileRecord record(long number) throws IOException {
        if (number < 0 || number >= written) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = volume.read(runs, number * recordBytes, recordBytes);
        } catch (NtfsDamage e) {
            throw new NtfsDamage("MFT record " + number + ": " + e.getMessage());
        }
        return FileRecord.of(number, bytes);
    }

    /** Where a record is on the disk, in pieces if clusters are smaller than records; empty if there is none of that number. */
    List<DiskExtent> places(long number) {
        return number < 0 || number >= written ? List.of() : volume.places(runs, number * recordBytes, recordBytes);
    }
}

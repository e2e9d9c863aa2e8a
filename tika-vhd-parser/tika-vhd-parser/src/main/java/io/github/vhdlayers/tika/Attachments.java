package io.github.vhdlayers.tika;

import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.partition.Partition;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Maps and images of the disk that are given in addition to its own document, as far as the settings ask for them. What they are is
 * settled before anything is written.
 *
 * <p>Their types are set, not detected: by its name or first bytes a disk's image passes for a camera's picture, or for whatever
 * its first sectors hold.
 */
final class Attachments {
    private static final int SECTOR = MergedSource.SECTOR_BYTES;
    private static final int BUFFER_BYTES = 1 << 18;
    private static final String IMAGE_TYPE = "application/x-raw-disk-image";

    private final MergedSource disk;
    private final Pulse pulse;
    private final String stem;
    private final List<EmbeddedDocument> documents = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private Attachments(MergedSource disk, Pulse pulse) {
        this.disk = disk;
        this.pulse = pulse;
        this.stem = stem(ChainMetadata.nameOf(disk.chain().leaf()));
    }

    /**
     * Decides what is attached.
     *
     * @throws IOException if a table or bitmap cannot be read
     */
    static Attachments of(
            MergedSource disk, DiskDivision division, OwnershipTally tally, VhdParserConfig config, Pulse pulse)
            throws IOException {
        Attachments all = new Attachments(disk, pulse);
        if (config.isOwnershipMap()) {
            all.addMap(tally);
        }
        boolean unknown = disk.chain().missingParent() != null || tally.total().unknownSectors() > 0;
        if (config.isMergedImage()) {
            all.addImage(unknown, config.getMaxAttachmentBytes());
        }
        if (config.isPartitionImages()) {
            all.addPartitions(division, tally, config.getMaxAttachmentBytes());
        }
        if (config.isOrphanParts() && unknown) {
            all.addParts(tally, config);
        }
        return all;
    }

    /** No attachments, for a reason. */
    static Attachments none(MergedSource disk, Pulse pulse, String reason) {
        Attachments none = new Attachments(disk, pulse);
        none.leftOut.add(reason);
        return none;
    }

    /** Why something that was asked for is not attached; empty if all is. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    /**
     * Hands them to the extractor.
     *
     * @return why the first one that could not be read to its end could not, or null if all could
     */
    @Nullable
    IOException give(EmbeddedDocuments embedded) throws SAXException, IOException {
        IOException first = null;
        for (EmbeddedDocument document : documents) {
            IOException failure = embedded.give(document);
            first = first == null ? failure : first;
        }
        return first;
    }

    private void addMap(OwnershipTally tally) {
        if (!tally.complete()) {
            leftOut.add("ownership map: more than " + tally.runs() + " runs");
            return;
        }
        documents.add(new EmbeddedDocument(
                stem + "-ownership.csv",
                "text/csv",
                -1,
                metadata -> describe(metadata, "ownership-map", 0, disk.sectors()),
                () -> new MapStream(new RunWalk(disk, pulse), disk.chain())));
    }

    private void addImage(boolean unknown, long mostBytes) {
        if (unknown) {
            leftOut.add("merged image: some of its sectors are unknown");
        } else if (disk.size() > mostBytes) {
            leftOut.add("merged image: its " + disk.size() + " bytes are more than " + mostBytes);
        } else {
            documents.add(image("merged-image", stem + "-merged.img", 0, disk.sectors()));
        }
    }

    private void addPartitions(DiskDivision division, OwnershipTally tally, long mostBytes) {
        List<DiskDivision.Part> parts = division.parts();
        int listed = Math.min(parts.size(), PartitionMetadata.MOST_PARTITIONS);
        for (DiskDivision.Part part : parts.subList(0, listed)) {
            Partition partition = part.partition();
            String name = "partition " + partition.number() + ": ";
            boolean unknown = (!tally.complete() && disk.chain().missingParent() != null)
                    || tally.ofRegion(part.index()).unknownSectors() > 0;
            if (partition.endSector() > disk.sectors()) {
                leftOut.add(name + "it reaches past the end of the disk");
            } else if (unknown) {
                leftOut.add(name + "some of its sectors are unknown");
            } else if (partition.sectorCount() * SECTOR > mostBytes) {
                leftOut.add(name + "its " + partition.sectorCount() * SECTOR + " bytes are more than " + mostBytes);
            } else {
                documents.add(image(
                        "partition-image",
                        stem + "-partition-" + partition.number() + ".img",
                        partition.firstSector(),
                        partition.sectorCount(),
                        metadata -> PartitionMetadata.add(division, part, metadata)));
            }
        }
        if (listed < parts.size()) {
            leftOut.add("partitions: " + (parts.size() - listed) + " after the first " + listed);
        }
    }

    private void addParts(OwnershipTally tally, VhdParserConfig config) throws IOException {
        if (!tally.complete()) {
            leftOut.add("orphan parts: more than " + tally.runs() + " runs");
            return;
        }
        RunWalk runs = new RunWalk(disk, pulse);
        long parts = 0;
        long first = -1;
        boolean stored = false;
        for (OwnershipRun run = runs.next(); run != null; run = runs.next()) {
            boolean known = run.owner() != Owner.Unowned.UNKNOWN;
            if (known && first < 0) {
                first = run.firstSector();
            }
            stored |= run instanceof OwnershipRun.Stored;
            boolean ends = !known || run.endSector() == disk.sectors();
            if (ends && stored && ++parts <= config.getMaxOrphanParts()) {
                addPart(first, known ? run.endSector() : run.firstSector(), config.getMaxAttachmentBytes());
            }
            if (!known) {
                first = -1;
                stored = false;
            }
        }
        if (parts > config.getMaxOrphanParts()) {
            leftOut.add("orphan parts: " + (parts - config.getMaxOrphanParts()) + " after the first "
                    + config.getMaxOrphanParts());
        }
    }

    private void addPart(long first, long end, long mostBytes) {
        if ((end - first) * SECTOR > mostBytes) {
            leftOut.add("orphan part from sector " + first + ": more than " + mostBytes + " bytes");
        } else {
            documents.add(image("orphan-part", stem + "-" + first + "-" + (end - 1) + ".img", first, end - first));
        }
    }

    private EmbeddedDocument image(String kind, String name, long firstSector, long sectors) {
        return image(kind, name, firstSector, sectors, metadata -> {});
    }

    private EmbeddedDocument image(
            String kind, String name, long firstSector, long sectors, Consumer<Metadata> details) {
        long bytes = sectors * SECTOR;
        return new EmbeddedDocument(
                name,
                IMAGE_TYPE,
                bytes,
                metadata -> {
                    describe(metadata, kind, firstSector, sectors);
                    details.accept(metadata);
                },
                () -> new BufferedInputStream(
                        RandomAccessSources.inputStream(RandomAccessSources.slice(disk, firstSector * SECTOR, bytes)),
                        BUFFER_BYTES));
    }

    private static void describe(Metadata metadata, String kind, long firstSector, long sectors) {
        metadata.set(VhdProperties.ATTACHMENT, kind);
        metadata.set(VhdProperties.ATTACHMENT_FIRST_SECTOR, Long.toString(firstSector));
        metadata.set(VhdProperties.ATTACHMENT_SECTORS, Long.toString(sectors));
    }

    private static String stem(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean known = Stream.of(".vhd", ".avhd", ".vud", ".vhdx", ".avhdx").anyMatch(lower::endsWith);
        return known ? name.substring(0, name.lastIndexOf('.')) : name;
    }
}

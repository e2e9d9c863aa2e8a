package io.github.vhdlayers.tika;

import io.github.vhdlayers.format.VhdConstants;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.tika.line.TikaLine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.SAXException;

/**
 * The documents that are given besides the disk's own, as far as the settings ask for them. What they are is settled before
 * anything is written; their bytes are made while somebody reads them, and none are kept.
 *
 * <p>Their types are told, not detected: by its name or first bytes a disk's image passes for a camera's picture, or for whatever
 * its first sectors hold.
 */
final class Attachments {
    private static final int SECTOR = VhdConstants.SECTOR_BYTES;
    private static final int BUFFER_BYTES = 1 << 18;
    private static final String IMAGE_TYPE = "application/x-raw-disk-image";

    private final MergedSource disk;
    private final ParseContext context;
    private final Pulse pulse;
    private final String stem;
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private Attachments(MergedSource disk, ParseContext context, Pulse pulse) {
        this.disk = disk;
        this.context = context;
        this.pulse = pulse;
        this.stem = stem(ChainMetadata.nameOf(disk.chain().leaf()));
    }

    /**
     * Decides what is attached.
     *
     * @throws IOException if a table or bitmap cannot be read
     */
    static Attachments of(
            MergedSource disk, OwnershipTally tally, VhdParserConfig config, ParseContext context, Pulse pulse)
            throws IOException {
        Attachments all = new Attachments(disk, context, pulse);
        if (config.isOwnershipMap()) {
            all.addMap(tally);
        }
        boolean unknown = disk.chain().missingParent() != null || tally.unknownSectors() > 0;
        if (config.isMergedImage()) {
            all.addImage(unknown, config.getMaxAttachmentBytes());
        }
        if (config.isOrphanParts() && unknown) {
            all.addParts(tally, config);
        }
        return all;
    }

    /** Why something that was asked for is not attached; empty if all is. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    /** Hands them to whoever wants them. */
    void give(XHTMLContentHandler xhtml) throws SAXException, IOException {
        EmbeddedDocumentExtractor extractor = EmbeddedDocumentUtil.getEmbeddedDocumentExtractor(context);
        TikaLine line = TikaLine.current();
        for (Attachment attachment : attachments) {
            pulse.beat();
            Metadata embedded = attachment.metadata();
            if (!line.shouldParse(extractor, embedded, context)) {
                continue;
            }
            // Tika deletes here what it may have spooled; the parser spools nothing.
            try (TemporaryResources temporary = new TemporaryResources();
                    InputStream bytes = attachment.bytes().open();
                    TikaInputStream stream = TikaInputStream.get(bytes, temporary, embedded)) {
                line.parse(extractor, stream, xhtml, embedded, context);
            }
        }
    }

    private void addMap(OwnershipTally tally) {
        if (!tally.complete()) {
            leftOut.add("ownership map: more than " + tally.runs() + " runs");
            return;
        }
        attachments.add(new Attachment(
                "ownership-map",
                stem + "-ownership.csv",
                "text/csv",
                0,
                disk.sectors(),
                -1,
                () -> new MapStream(new RunWalk(disk, pulse), disk.chain())));
    }

    private void addImage(boolean unknown, long mostBytes) {
        if (unknown) {
            leftOut.add("merged image: some of its sectors are unknown");
        } else if (disk.size() > mostBytes) {
            leftOut.add("merged image: its " + disk.size() + " bytes are more than " + mostBytes);
        } else {
            attachments.add(image("merged-image", stem + "-merged.img", 0, disk.sectors()));
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
            stored |= known && run.fileOffset() >= 0;
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
            attachments.add(image("orphan-part", stem + "-" + first + "-" + (end - 1) + ".img", first, end - first));
        }
    }

    private Attachment image(String kind, String name, long firstSector, long sectors) {
        return new Attachment(
                kind,
                name,
                IMAGE_TYPE,
                firstSector,
                sectors,
                sectors * SECTOR,
                () -> new BufferedInputStream(
                        new PulsedStream(
                                RandomAccessSources.inputStream(
                                        RandomAccessSources.slice(disk, firstSector * SECTOR, sectors * SECTOR)),
                                pulse),
                        BUFFER_BYTES));
    }

    private static String stem(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean known = lower.endsWith(".vhd") || lower.endsWith(".avhd") || lower.endsWith(".vud");
        return known ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /** Opens an attachment's bytes. */
    private interface Bytes {
        InputStream open() throws IOException;
    }

    /**
     * One document.
     *
     * @param kind what it is, as {@link VhdProperties#ATTACHMENT} says it
     * @param name its file name
     * @param type its type
     * @param firstSector the first sector of the merged disk that it is about
     * @param sectors how many sectors it is about
     * @param length its length in bytes, or -1 if that is not known beforehand
     * @param bytes its content
     */
    private record Attachment(
            String kind, String name, String type, long firstSector, long sectors, long length, Bytes bytes) {
        Metadata metadata() {
            Metadata metadata = new Metadata();
            TikaLine.current().describe(metadata, name, length);
            metadata.set(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, type);
            metadata.set(VhdProperties.ATTACHMENT, kind);
            metadata.set(VhdProperties.ATTACHMENT_FIRST_SECTOR, Long.toString(firstSector));
            metadata.set(VhdProperties.ATTACHMENT_SECTORS, Long.toString(sectors));
            return metadata;
        }
    }
}

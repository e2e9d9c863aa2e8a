package io.github.vhdlayers.tika;

import io.github.vhdlayers.internal.partition.ShadowCopy;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.SAXException;

/**
 * The shadow copies that the NTFS volumes of a disk record.
 *
 * @param known those that are known
 * @param unread the numbers of the partitions of which it is not known which there are
 */
record ShadowCopies(List<Found> known, List<Integer> unread) {
    /** More have no values in the metadata, and no line in the text. */
    private static final int MOST = 512;

    ShadowCopies {
        known = List.copyOf(known);
        unread = List.copyOf(unread);
    }

    /** One of a partition, and who owns the sector with its record. */
    private record Found(int partition, ShadowCopy copy, Owner owner) {
        String created() {
            return copy.created() == null ? ChainMetadata.NONE : copy.created().toString();
        }

        String layer() {
            return owner instanceof Owner.Layer layer ? Integer.toString(layer.index()) : ChainMetadata.NONE;
        }
    }

    static ShadowCopies of(MergedSource disk, DiskDivision division) throws IOException {
        List<Found> known = new ArrayList<>();
        List<Integer> unread = new ArrayList<>();
        for (DiskDivision.Part part : division.parts()) {
            List<ShadowCopy> copies = ShadowCopy.of(disk, part.partition());
            if (copies == null) {
                unread.add(part.partition().number());
                continue;
            }
            for (ShadowCopy copy : copies) {
                known.add(new Found(
                        part.partition().number(), copy, disk.ownership().ownerOf(copy.diskSector())));
            }
        }
        return new ShadowCopies(known, unread);
    }

    void set(Metadata metadata) {
        if (unread.isEmpty()) {
            metadata.set(VhdProperties.SHADOW_COPIES, known.size());
        }
        for (Found found : first()) {
            metadata.add(VhdProperties.SHADOW_COPY_PARTITION, Integer.toString(found.partition()));
            metadata.add(VhdProperties.SHADOW_COPY_ID, found.copy().id().toString());
            metadata.add(VhdProperties.SHADOW_COPY_CREATED, found.created());
            metadata.add(VhdProperties.SHADOW_COPY_LAYER, found.layer());
        }
    }

    /** Writes a table of them; nothing if there are none. */
    void write(XHTMLContentHandler xhtml) throws SAXException {
        for (int partition : unread) {
            xhtml.element(
                    "p",
                    "Which shadow copies partition " + partition + " has is not known: their catalog cannot be read.");
        }
        if (known.isEmpty()) {
            return;
        }
        xhtml.element("p", "Volumes record shadow copies, the contents of which are not read.");
        ReportTable table = new ReportTable(xhtml);
        table.start("partition", "shadow copy", "created", "recorded by layer");
        for (Found found : first()) {
            table.row(
                    Integer.toString(found.partition()), found.copy().id().toString(), found.created(), found.layer());
        }
        table.end();
        if (known.size() > MOST) {
            xhtml.element("p", (known.size() - MOST) + " more shadow copies are not listed.");
        }
    }

    private List<Found> first() {
        return known.subList(0, Math.min(known.size(), MOST));
    }
}

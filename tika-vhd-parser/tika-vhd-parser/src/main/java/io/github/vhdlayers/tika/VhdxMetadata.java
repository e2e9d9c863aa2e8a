package io.github.vhdlayers.tika;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.format.vhdx.VhdxHeader;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;

/** What a VHDX file says about itself, as metadata. The format records no time and no geometry, so their keys are absent. */
final class VhdxMetadata {
    /** As many as a disk of 16 TiB has in blocks of 2 MiB. */
    private static final long MOST_BLOCKS_COUNTED = 1L << 23;

    private static final int UNMAPPED = 3;

    private VhdxMetadata() {}

    static void set(VhdxFile file, Metadata metadata) throws IOException {
        VhdxHeader header = file.header();
        metadata.set(VhdProperties.TYPE, file.type().toString());
        metadata.set(VhdProperties.FORMAT_VERSION, Integer.toString(header.version()));
        metadata.set(VhdProperties.SIZE, Long.toString(file.sectors() * MergedSource.SECTOR_BYTES));
        id(VhdProperties.ID, file.uniqueId(), metadata);
        id(TikaCoreProperties.IDENTIFIER, file.uniqueId(), metadata);
        id(VhdProperties.DATA_WRITE_ID, file.uniqueId(), metadata);
        id(VhdProperties.VIRTUAL_DISK_ID, file.virtualDiskId(), metadata);
        id(VhdProperties.FILE_WRITE_ID, header.fileWriteGuid(), metadata);
        FileMetadata.setText(metadata, VhdProperties.CREATOR_APPLICATION, file.creatorText());
        FileMetadata.setText(metadata, TikaCoreProperties.CREATOR_TOOL, file.creatorText());
        metadata.set(VhdProperties.LOG, FileMetadata.word(file.logState()));
        metadata.set(VhdProperties.LOG_PAGES, Long.toString(file.logPages()));
        metadata.set(VhdProperties.LOGICAL_SECTOR_SIZE, file.logicalSectorBytes());
        metadata.set(VhdProperties.PHYSICAL_SECTOR_SIZE, file.physicalSectorBytes());
        metadata.set(VhdProperties.HEADER_SEQUENCE, Long.toUnsignedString(header.sequenceNumber()));
        long sound = file.headers().stream().filter(VhdxHeader::isValid).count();
        metadata.set(VhdProperties.HEADER_COPIES, (int) sound);
        if (file.layout().blockCount() <= MOST_BLOCKS_COUNTED) {
            metadata.set(
                    VhdProperties.BLOCKS_TRIMMED, Long.toString(file.layout().countStates()[UNMAPPED]));
        }
    }

    private static void id(Property key, UniqueId id, Metadata metadata) {
        if (!id.isNull()) {
            metadata.set(key, id.toString());
        }
    }
}

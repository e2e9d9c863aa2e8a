package io.github.vhdlayers.tika;

import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.file.LocatedFooter;
import io.github.vhdlayers.internal.file.SectorLayout;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.format.vhd.CreatorApplication;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;

/** What one file says about itself, as metadata. */
final class FileMetadata {
    /** As many as a disk of the specification's size has in blocks of the usual size, four times over. */
    private static final long MOST_BLOCKS_COUNTED = 1L << 22;

    private FileMetadata() {}

    /**
     * Sets what footer, header and locators say.
     *
     * @throws IOException if the table cannot be read
     */
    static void set(LayerFile file, Metadata metadata) throws IOException {
        setFormat(file.format(), metadata);
        if (file instanceof VhdFile vhd) {
            setFooter(vhd.servedFooter(), metadata);
            DynamicDiskHeader header = vhd.header();
            if (header != null) {
                metadata.set(VhdProperties.HEADER_CHECKSUM_VALID, header.checksumValid());
            }
        } else if (file instanceof VhdxFile vhdx) {
            VhdxMetadata.set(vhdx, metadata);
        }
        metadata.set(VhdProperties.SECTORS, Long.toString(file.sectors()));
        if (file.type() == DiskType.DIFFERENCING) {
            setParent(ParentReference.of(file), metadata);
        }
        SectorLayout blocks = SectorLayout.of(file);
        if (blocks != null) {
            metadata.set(VhdProperties.BLOCK_SIZE, Long.toString(blocks.blockBytes()));
            metadata.set(VhdProperties.BLOCKS, Long.toString(blocks.blockCount()));
            if (blocks.blockCount() <= MOST_BLOCKS_COUNTED) {
                metadata.set(
                        VhdProperties.BLOCKS_ALLOCATED,
                        Long.toString(blocks.count().stored()));
            }
        }
    }

    /** Sets the format, which a file that cannot be opened has too. */
    static void setFormat(DiskFormat format, Metadata metadata) {
        metadata.set(VhdProperties.FORMAT, word(format));
    }

    /** Sets what a footer says, which is all that a file too damaged to be opened may say. */
    static void setFooter(LocatedFooter located, Metadata metadata) {
        HardDiskFooter footer = located.footer();
        UniqueId id = footer.uniqueId();
        DiskType type = footer.diskType();
        CreatorApplication creator = footer.creator();
        metadata.set(VhdProperties.TYPE, type == null ? Long.toString(footer.diskTypeCode()) : type.toString());
        metadata.set(
                VhdProperties.FORMAT_VERSION,
                (footer.formatVersion() >>> 16) + "." + (footer.formatVersion() & 0xFFFF));
        if (!id.isNull()) {
            metadata.set(VhdProperties.ID, id.toMixedEndianString());
            metadata.set(VhdProperties.ID_BIG_ENDIAN, id.toBigEndianString());
            metadata.set(TikaCoreProperties.IDENTIFIER, id.toMixedEndianString());
        }
        setText(metadata, VhdProperties.CREATOR_APPLICATION, creator.name());
        metadata.set(VhdProperties.CREATOR_VERSION, creator.version());
        setText(metadata, VhdProperties.CREATOR_HOST, creator.hostName());
        metadata.set(TikaCoreProperties.CREATOR_TOOL, creatorTool(creator));
        String created = time(footer.created());
        if (created != null) {
            metadata.set(VhdProperties.CREATED, created);
            metadata.set(TikaCoreProperties.CREATED, created);
        }
        metadata.set(VhdProperties.SIZE, Long.toUnsignedString(footer.currentSize()));
        metadata.set(VhdProperties.ORIGINAL_SIZE, Long.toUnsignedString(footer.originalSize()));
        metadata.set(VhdProperties.GEOMETRY, footer.geometry().toString());
        metadata.set(VhdProperties.SAVED_STATE, footer.savedState() != 0);
        metadata.set(VhdProperties.TEMPORARY, footer.isTemporary());
        metadata.set(VhdProperties.FOOTER_PLACE, word(located.place()));
        metadata.set(VhdProperties.FOOTER_CHECKSUM_VALID, footer.checksumValid());
    }

    private static void setParent(ParentReference parent, Metadata metadata) {
        setText(metadata, VhdProperties.PARENT_NAME, parent.parentName());
        for (ParentReference.RecordedPath path : parent.paths()) {
            metadata.add(VhdProperties.PARENT_LOCATOR, path.label() + " " + SafeText.escape(path.text()));
        }
        metadata.set(VhdProperties.PARENT_ID, parent.parentId().toMixedEndianString());
        if (parent.format() == DiskFormat.VHD) {
            metadata.set(VhdProperties.PARENT_ID_BIG_ENDIAN, parent.parentId().toBigEndianString());
        }
        Instant time = parent.parentTime();
        if (time != null) {
            metadata.set(VhdProperties.PARENT_TIME, time.toString());
        }
    }

    /** A time as metadata have it, or null if none is recorded. */
    static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** An id, or that there is none. */
    static String id(UniqueId id) {
        return id.isNull() ? ChainMetadata.NONE : id.toMixedEndianString();
    }

    /** The program that created a file, as the file names it. */
    static String creatorTool(LayerFile file) {
        return file instanceof VhdFile vhd ? creatorTool(vhd.footer().creator()) : file.creatorText();
    }

    /** The program in plain words where it is known, with its version. */
    static String creatorTool(CreatorApplication creator) {
        String description = creator.description();
        return description == null ? creator.toString() : description + " (" + creator + ")";
    }

    /** A constant's name as it stands in metadata: lower case, words joined by hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void setText(Metadata metadata, Property key, String text) {
        if (!text.isBlank()) {
            metadata.set(key, SafeText.escape(text));
        }
    }
}

package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.internal.io.Closing;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One opened VHD file: its structures, where they were found, what is odd about them, and where its data is.
 *
 * <p>A file knows no parent. Of a differencing disk it can tell which sectors it holds, and nothing about the others.
 *
 * <p>Thread-safe. Closing it closes the source that it was opened on; reads after that throw
 * {@link java.nio.channels.ClosedChannelException}.
 */
public final class VhdFile implements StoredFile {
    private final StructureSource source;
    private final ParsedStructures opened;

    private VhdFile(StructureSource source, ParsedStructures opened) {
        this.source = source;
        this.opened = opened;
    }

    /**
     * Opens a file with the default options.
     *
     * @param source the file's bytes; closed with the result, and closed at once if this throws
     * @throws io.github.vhdlayers.diag.VhdException if it is no VHD that can be read; see its subclasses
     * @throws IOException if the source cannot be read
     */
    public static VhdFile open(RandomAccessSource source) throws IOException {
        return open(source, FileOptions.defaults());
    }

    /**
     * Opens a file.
     *
     * @param source the file's bytes; closed with the result, and closed at once if this throws
     * @param options how it is read
     * @throws io.github.vhdlayers.diag.VhdException if it is no VHD that can be read; see its subclasses
     * @throws IOException if the source cannot be read
     */
    public static VhdFile open(RandomAccessSource source, FileOptions options) throws IOException {
        return open(source, options, FileOpener::open);
    }

    /**
     * Takes a file of bare sectors for a fixed disk. It has no footer: {@link #servedFooter} is all zeros but for type and size,
     * and its place is {@link FooterPlace#NONE}.
     *
     * @param source the file's bytes; closed with the result, and closed at once if this throws
     * @param options how it is read
     * @throws io.github.vhdlayers.diag.VhdException if it has not one sector, or too many
     * @throws IOException if the source cannot be read
     */
    public static VhdFile openRaw(RandomAccessSource source, FileOptions options) throws IOException {
        return open(source, options, FileOpener::raw);
    }

    @FunctionalInterface
    private interface Opener {
        ParsedStructures open(StructureSource source, FileOptions options) throws IOException;
    }

    private static VhdFile open(RandomAccessSource source, FileOptions options, Opener opener) throws IOException {
        try {
            StructureSource structures = new StructureSource(source);
            return new VhdFile(structures, opener.open(structures, options));
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, source);
            throw e;
        }
    }

    /**
     * The footer that {@link #open(RandomAccessSource, FileOptions)} would use, of a file that may be too damaged to be opened:
     * what it says about itself is evidence too.
     *
     * @param source the file's bytes, which stay open
     * @param options how it is read
     * @throws io.github.vhdlayers.diag.VhdException if there is no footer, or there are two that contradict each other
     * @throws IOException if the source cannot be read
     */
    public static LocatedFooter peekFooter(RandomAccessSource source, FileOptions options) throws IOException {
        FindingLog unread = new FindingLog(source.name(), 1);
        return new FooterFinder(new StructureSource(source), options.limits(), unread)
                .find()
                .served();
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public DiskType type() {
        return opened.type();
    }

    /** The footer that is used. */
    public HardDiskFooter footer() {
        return opened.footers().served().footer();
    }

    /** The footer that is used, and where it was found. */
    public LocatedFooter servedFooter() {
        return opened.footers().served();
    }

    /** Whether it is a file of bare sectors without a footer. */
    public boolean isRaw() {
        return opened.footers().served().place() == FooterPlace.NONE;
    }

    /** The footer at the end of the file, or null if there is none. */
    public @Nullable LocatedFooter tailFooter() {
        return opened.footers().tail();
    }

    /** The footer's copy at the start of the file, or null if there is none; fixed disks have none. */
    public @Nullable LocatedFooter headFooter() {
        return opened.footers().head();
    }

    /** The dynamic header, or null for a fixed disk. */
    public @Nullable DynamicDiskHeader header() {
        return opened.header();
    }

    /** Where the blocks are, or null for a fixed disk. */
    public @Nullable BlockLayout blocks() {
        return opened.blocks();
    }

    /** The parent's paths as this file records them, in the order of their slots; empty unless it is a differencing disk. */
    public List<LocatorPath> locatorPaths() {
        return opened.locatorPaths();
    }

    @Override
    public UniqueId uniqueId() {
        return footer().uniqueId();
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.VHD;
    }

    @Override
    public @Nullable UniqueId virtualDiskId() {
        return null;
    }

    @Override
    public int logicalSectorBytes() {
        return VhdConstants.SECTOR_BYTES;
    }

    @Override
    public @Nullable Instant created() {
        return footer().created();
    }

    @Override
    public String creatorText() {
        return footer().creator().toString();
    }

    @Override
    public @Nullable SectorLayout layout() {
        return opened.blocks();
    }

    @Override
    public long sectors() {
        return opened.sectors();
    }

    /**
     * Whether the footer says that the disk has no parent, and the header records one: then it is unknown whether what the file
     * does not hold is unwritten or that parent's.
     */
    @Override
    public boolean isTypeContradicted() {
        DynamicDiskHeader header = opened.header();
        return header != null
                && type() == DiskType.DYNAMIC
                && !header.parentUniqueId().isNull();
    }

    @Override
    public long fileSize() {
        return source.size();
    }

    /** Where the part of the file ends that can hold data: the file offset of the footer at the end, or the file's size. */
    @Override
    public long dataEnd() {
        return opened.footers().dataEnd();
    }

    @Override
    public List<Finding> findings() {
        return opened.findings();
    }

    @Override
    public void readData(long fileOffset, ByteBuffer target) throws IOException {
        DataEnd.require(this, "data", fileOffset, target.remaining());
        source.readFully(fileOffset, target);
    }

    @Override
    public void readRaw(long fileOffset, ByteBuffer target) throws IOException {
        Objects.checkFromIndexSize(fileOffset, target.remaining(), fileSize());
        source.readFully(fileOffset, target);
    }

    @Override
    public void requireOpen() throws ClosedChannelException {
        source.requireOpen();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Type, creator and size in one line. */
    @Override
    public String toString() {
        return name() + " (" + type() + ", " + footer().creator() + ", " + sectors() * VhdConstants.SECTOR_BYTES
                + " bytes)";
    }
}

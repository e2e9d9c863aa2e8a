package io.github.vhdlayers.tika;

import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.folder.SplitImage;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.tika.config.Field;
import org.apache.tika.detect.Detector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.jspecify.annotations.Nullable;

/**
 * Recognises VHD files by their footer, whatever they are called and whatever is stored in them: {@code application/x-vhd}; and VHDX
 * files by their first eight bytes, for which no stream is spooled: {@code application/x-vhdx}. A
 * binary file that is named like a VHD and is none gets the type of its content, because Tika would take it for VHDL source by its
 * name. For everything else the answer is {@code application/octet-stream}. It never throws.
 *
 * <p>Dynamic and differencing disks have a footer at their start. A fixed disk has one at its end only, of which Tika knows
 * nothing: it takes the disk for VHDL source, or for whatever its first sectors hold.
 *
 * <p>Thread-safe once it is set up.
 */
public class VhdDetector implements Detector {
    private static final long serialVersionUID = 1L;
    private static final MediaType VHD = VhdParser.VHD;
    private static final byte[] SIGNATURE = "vhdxfile".getBytes(StandardCharsets.US_ASCII);
    private static final MediaType UNKNOWN = MediaType.OCTET_STREAM;
    private static final int SECTOR = MergedSource.SECTOR_BYTES;
    /** What pieces of split images are called. */
    private static final Pattern PIECE =
            Pattern.compile(".*\\.v(hd|[0-9]{2})", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final int ENDING = ".vhd".length();

    private StreamSpooling spoolStreams = StreamSpooling.LIKELY;

    /** A detector that spools streams which are likely to be disks. */
    public VhdDetector() {}

    /** Which streams are spooled to a temporary file to read their end: {@code never}, {@code named} or {@code likely}. */
    public String getSpoolStreams() {
        return spoolStreams.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Sets {@link #getSpoolStreams()}. Files are not concerned: reading their end costs next to nothing.
     *
     * @param which {@code never}; {@code named}: streams named like a VHD that do not begin with text; {@code likely}, the
     *     default: also those with a known length and a first sector that could be a fixed disk's. One of unknown length is not spooled, but looked
     *     through for 8 MiB; if it goes on behind them and is nothing else that is known, its name decides
     * @throws IllegalArgumentException if it is none of them
     */
    @Field
    public void setSpoolStreams(String which) {
        spoolStreams = StreamSpooling.of(which);
    }

    /** Tika 3.x. */
    @Override
    public MediaType detect(@Nullable InputStream stream, Metadata metadata) {
        if (stream == null) {
            return UNKNOWN;
        }
        try {
            byte[] start = peek(stream);
            if (isVhdx(start)) {
                return VhdParser.VHDX;
            }
            if (isDiskWithCopy(start)) {
                return VHD;
            }
            if (stream instanceof TikaInputStream tika) {
                if (isEndless(tika, metadata, start)) {
                    return byLookingAhead(tika, metadata);
                }
                if (hasFooterAtEnd(tika, metadata, start)) {
                    return VHD;
                }
            }
            return ForeignDisk.typeOf(stream, metadata);
        } catch (IOException | RuntimeException e) {
            // The parser of the stream will meet the same failure and report it; a detector's would hide all other
            // answers.
            return UNKNOWN;
        }
    }

    /** Tika 4.x. */
    public MediaType detect(@Nullable TikaInputStream stream, Metadata metadata, ParseContext context) {
        return detect(stream, metadata);
    }

    /** The first sector, or what there is of it; the stream stands where it stood. */
    private static byte[] peek(InputStream stream) throws IOException {
        if (!stream.markSupported()) {
            return new byte[0];
        }
        stream.mark(SECTOR);
        try {
            return stream.readNBytes(SECTOR);
        } finally {
            stream.reset();
        }
    }

    /** Eight bytes decide, whatever is at the end. */
    private static boolean isVhdx(byte[] start) {
        return start.length >= SIGNATURE.length
                && Arrays.equals(start, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /** Whether it begins with the copy of a footer. Tika itself asks for the cookie alone, and that answer stays. */
    private static boolean isDiskWithCopy(byte[] start) {
        return start.length == SECTOR
                && HardDiskFooter.decode(ByteBuffer.wrap(start)).hasCookie();
    }

    /** Whether a stream that is worth looking at its end is of unknown length, so that a file of it might be of any size. */
    private boolean isEndless(TikaInputStream stream, Metadata metadata, byte[] start) throws IOException {
        return !stream.hasFile()
                && !stream.hasLength()
                && stream.getPosition() == 0
                && spoolStreams.paysFor(ResourceName.lastPart(metadata), start, -1);
    }

    /**
     * Of a stream that is named like a disk: by its end, if that is near. Where it is not, and nothing says that it is something else, it is a disk by its
     * name; the parser, which has a limit for temporary files, sees whether that is so.
     */
    private static MediaType byLookingAhead(InputStream stream, Metadata metadata) throws IOException {
        byte[] end = StreamEnd.of(stream, SECTOR);
        if (end != null && end.length == SECTOR && isFooterAt(end)) {
            return VHD;
        }
        MediaType type = ForeignDisk.typeOf(stream, metadata);
        return end == null && (type.equals(UNKNOWN) || type.equals(ForeignDisk.RAW)) ? VHD : type;
    }

    private boolean hasFooterAtEnd(TikaInputStream stream, Metadata metadata, byte[] start) throws IOException {
        // Only at its start can a stream be turned into a file, and only there is the first sector the first.
        boolean spool = !stream.hasFile()
                && stream.getPosition() == 0
                && spoolStreams.paysFor(
                        ResourceName.lastPart(metadata), start, stream.hasLength() ? stream.getLength() : -1);
        return (stream.hasFile() || spool) && (hasFooterAtEnd(stream.getPath()) || isSplit(stream, metadata));
    }

    /**
     * Whether a file is a piece of a split image that is beside it: the footer is at the end of the last piece. Only the first one can be parsed; of
     * another, the parser says so.
     */
    private static boolean isSplit(TikaInputStream stream, Metadata metadata) throws IOException {
        DocumentFile document = DocumentFile.of(stream, metadata);
        String name = String.valueOf(document.path().getFileName());
        if (!document.inOwnFolder() || !PIECE.matcher(name).matches()) {
            return false;
        }
        Path first = document.path().resolveSibling(name.substring(0, name.length() - ENDING) + ".vhd");
        boolean isFirst = name.toLowerCase(Locale.ROOT).endsWith(".vhd");
        if (!isFirst && !Files.isRegularFile(first, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (RandomAccessSource whole = SplitImage.open(isFirst ? document.path() : first)) {
            long size = whole.size();
            List<String> pieces = RandomAccessSources.pieceNames(whole);
            if (pieces.isEmpty() || size < SECTOR || !(isFirst || pieces.contains(name))) {
                return false;
            }
            ByteBuffer end = ByteBuffer.allocate(SECTOR);
            whole.readFully(size - SECTOR, end);
            return isFooterAt(end.array());
        }
    }

    private static boolean hasFooterAtEnd(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < SECTOR) {
                return false;
            }
            ByteBuffer end = ByteBuffer.allocate(SECTOR);
            for (int count = 0; end.hasRemaining() && count >= 0; ) {
                count = channel.read(end, size - SECTOR + end.position());
            }
            return isFooterAt(end.array());
        }
    }

    /** Whether the last 512 bytes of a file are a footer, or end in one of 511 bytes. */
    private static boolean isFooterAt(byte[] end) {
        return isFooter(end) || isFooter(Arrays.copyOfRange(end, 1, SECTOR));
    }

    /**
     * Whether the last bytes are a footer. A cookie alone is not enough at a place that any file may have any bytes at; the
     * checksum is not insisted on, because edited disks are evidence too.
     */
    private static boolean isFooter(byte[] bytes) {
        HardDiskFooter footer = HardDiskFooter.decode(ByteBuffer.wrap(bytes));
        DiskType type = footer.diskType();
        boolean plausible = footer.formatVersion() >>> 16 == 1 && type != null && footer.currentSize() > 0;
        return footer.hasCookie() && (footer.checksumValid() || plausible);
    }
}

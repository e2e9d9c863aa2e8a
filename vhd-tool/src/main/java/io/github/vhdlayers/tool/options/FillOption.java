package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is written where the content of the disk is unknown. */
public final class FillOption {
    private static final int SECTOR = 512;

    @Option(
            names = "--fill",
            paramLabel = "BYTE",
            converter = ByteConverter.class,
            description = "write this byte (0 to 255, or 0xNN) for unknown sectors instead of failing")
    private @Nullable Byte fill;

    /** The byte, or null if what is unknown shall not be read. */
    public @Nullable Byte value() {
        return fill;
    }

    /** What is read: the disk, or its view with the byte for what is unknown if one was chosen. */
    public RandomAccessData over(MergedSource disk) {
        return fill == null ? disk : disk.filled(fill);
    }

    /**
     * Settles what is unknown before the first byte is written: fails if there is any and no fill was chosen, and otherwise
     * prints how much of what follows is fill and not data. Reads every bitmap of the range.
     */
    public void settle(MergedSource disk, long firstSector, long sectorCount, Streams streams) throws IOException {
        OwnershipRun first = null;
        long unknown = 0;
        RunCursor runs = disk.ownership().runs(firstSector, sectorCount);
        while (runs.next()) {
            if (runs.owner() == Owner.Unowned.UNKNOWN) {
                first = first == null ? runs.current() : first;
                unknown += runs.sectorCount();
            }
        }
        if (first == null) {
            return;
        }
        String share = unknown + " of " + sectorCount + " sectors are unknown";
        if (fill == null) {
            refuse(disk, first, share);
        } else {
            streams.message("warning: " + share + " and shown as " + String.format(Locale.ROOT, "0x%02x", fill)
                    + ": they are not data of the disk");
        }
    }

    /** Reading says why a sector is unknown, and the map how many are. */
    private static void refuse(MergedSource disk, OwnershipRun first, String share) throws IOException {
        MissingParent missing = disk.chain().missingParent();
        try {
            disk.readFully(first.firstSector() * SECTOR, ByteBuffer.allocate(SECTOR));
        } catch (ParentException e) {
            String child = missing == null ? disk.name() : missing.reference().childName();
            throw new ParentException(Problem.of(
                    e.code(),
                    disk.name(),
                    "data",
                    share + ", the first are " + first.firstSector() + " to " + (first.endSector() - 1)
                            + ": the parent of " + child + " "
                            + (missing == null ? "is missing" : missing.inWords())));
        }
    }

    /** Takes decimal and hexadecimal bytes. */
    static final class ByteConverter implements ITypeConverter<Byte> {
        @Override
        public Byte convert(String text) {
            try {
                int value = text.startsWith("0x") || text.startsWith("0X")
                        ? Integer.parseInt(text.substring(2), 16)
                        : Integer.parseInt(text);
                if (value >= 0 && value <= 0xFF) {
                    return (byte) value;
                }
            } catch (NumberFormatException e) {
                // Reported below, in the words of the option.
            }
            throw new TypeConversionException("'" + text + "' is not a byte: 0 to 255, or 0x00 to 0xff");
        }
    }
}

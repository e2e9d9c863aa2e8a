package io.github.vhdlayers.samples.tool;

import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is written where nobody knows what the disk holds. */
final class FillOption {
    private static final int SECTOR = 512;

    @Option(
            names = "--fill",
            paramLabel = "BYTE",
            converter = ByteConverter.class,
            description =
                    "write this byte (0 to 255, or 0xNN) where nobody knows what the disk holds, instead of failing")
    private @Nullable Byte fill;

    /** The byte, or null if what is unknown shall not be read. */
    @Nullable
    Byte value() {
        return fill;
    }

    /**
     * Settles what is unknown before the first byte is written: fails if there is any and no fill was chosen, and otherwise
     * tells how much of what follows is fill and not data. Reads every bitmap of the range.
     */
    void settle(MergedSource disk, long firstSector, long sectorCount, Streams streams) throws IOException {
        long unknown = 0;
        RunCursor runs = disk.plan().runs(firstSector, sectorCount);
        while (runs.next()) {
            if (runs.owner() == Owner.Unowned.UNKNOWN) {
                if (fill == null) {
                    // Fails, with the reason that the reader knows.
                    disk.readFully(runs.firstSector() * SECTOR, ByteBuffer.allocate(SECTOR));
                }
                unknown += runs.sectorCount();
            }
        }
        if (fill != null && unknown > 0) {
            streams.message(String.format(
                    Locale.ROOT,
                    "warning: %d of %d sectors are unknown and shown as 0x%02x: they are not data of the disk",
                    unknown,
                    sectorCount,
                    fill));
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
                // Told below, in the words of the option.
            }
            throw new TypeConversionException("'" + text + "' is not a byte: 0 to 255, or 0x00 to 0xff");
        }
    }
}

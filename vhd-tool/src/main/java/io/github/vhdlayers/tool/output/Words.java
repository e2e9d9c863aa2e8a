package io.github.vhdlayers.tool.output;

import io.github.vhdlayers.internal.text.AtLeast;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as a person reads them. */
public final class Words {
    private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final int SECTOR = 512;

    /**
     * The locale in which numbers are formatted. It prints them as {@link Locale#ROOT} does, and Java knows its signs, where it looks for those
     * of any other in its resources, which takes longer than to read a small disk.
     */
    public static final Locale LOCALE = Locale.US;

    /** What stands for a time, an id or a program that a file does not record. */
    public static final String NOT_RECORDED = "not recorded";

    private Words() {}

    /** When a disk was made. */
    public static String created(@Nullable String time) {
        return time == null ? NOT_RECORDED : time + " by its maker's clock";
    }

    /** With separators: {@code 8,192}. */
    public static String number(long value) {
        return String.format(LOCALE, "%,d", value);
    }

    /** In the largest unit that fits: {@code 4.0 MiB}. */
    public static String bytes(long bytes) {
        return scaled((double) bytes);
    }

    private static String scaled(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.size() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(LOCALE, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS.get(unit));
    }

    /** A number of sectors and how much that is: {@code 48 sectors (24.0 KiB)}. */
    public static String sectors(long sectors) {
        return number(sectors) + (sectors == 1 ? " sector" : " sectors") + " (" + scaled((double) sectors * SECTOR)
                + ")";
    }

    /** A number that is not known exactly where something could not be read, null for none that is known. */
    public static String atLeast(@Nullable Long known, boolean more) {
        return AtLeast.text(known == null ? 0 : known, more || known == null, "unknown", Long::toString);
    }

    /** A share in per cent; what is little is never shown as nothing, and what is not all never as all. */
    public static String percent(long part, long whole) {
        if (part == 0 || whole == 0) {
            return "0 %";
        } else if (part == whole) {
            return "100 %";
        }
        double share = 100.0 * part / whole;
        return share < 0.1 ? "< 0.1 %" : share > 99.9 ? "> 99.9 %" : String.format(LOCALE, "%.1f %%", share);
    }
}

package io.github.vhdlayers.filesystems.fat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of a long name, as they come before the short name's. */
final class LongName {
    private static final int MOST_ENTRIES = 20;
    private static final int MOST_UNITS = 255;
    private static final int LAST = 0x40;
    private static final int ORDINAL = 0x1F;
    private static final int[] UNITS = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

    private final Deque<Part> parts = new ArrayDeque<>();
    /** Whether more of the parts may be in what could not be read before the first. */
    private boolean isBehindGap;

    /** An entry and where it is. */
    private record Part(FatEntry entry, long place) {}

    /** What belongs to a short name. */
    record Found(String name, List<Long> places) {}

    /** Takes an entry of a long name that comes next. */
    void add(FatEntry entry, long place) {
        boolean begins = !entry.isDeleted() && (entry.first() & LAST) != 0;
        boolean fits = !parts.isEmpty()
                && parts.getLast().entry().isDeleted() == entry.isDeleted()
                && parts.getLast().entry().checksum() == entry.checksum();
        if (begins || (!fits && !parts.isEmpty())) {
            clear();
        }
        parts.addLast(new Part(entry, place));
        if (parts.size() > MOST_ENTRIES) {
            parts.removeFirst();
        }
    }

    void clear() {
        parts.clear();
        isBehindGap = false;
    }

    /** What comes next is behind a part of the folder that could not be read. */
    void gap() {
        parts.clear();
        isBehindGap = true;
    }

    /** The long name of a short name's entry; null if what came before is none, or another one's. */
    @Nullable
    Found take(FatEntry entry) {
        Found found = parts.isEmpty() ? null : match(entry);
        clear();
        return found;
    }

    private @Nullable Found match(FatEntry entry) {
        FatEntry first = parts.getFirst().entry();
        if (first.isDeleted() != entry.isDeleted()) {
            return null;
        }
        if (entry.isDeleted()) {
            if (isBehindGap && !isEndOfName(first)) {
                return null;
            }
            // Of each of them the first byte is lost; what the sum needs there is the lost byte of the short name.
            int lost = lostByte(entry, first.checksum());
            if (lost < ' ' && lost != 0x05) {
                return null;
            }
        } else if (first.checksum() != entry.checksum() || !hasAllOrdinals()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        List<Long> places = parts.stream().map(Part::place).toList();
        parts.descendingIterator().forEachRemaining(part -> append(part.entry().bytes(), text));
        String name = cut(text.toString());
        return name.isEmpty() ? null : new Found(name, places);
    }

    private boolean hasAllOrdinals() {
        int expected = parts.size();
        for (Part part : parts) {
            int first = part.entry().first();
            boolean isLast = (first & LAST) != 0;
            if ((first & ORDINAL) != expected || isLast != (expected == parts.size())) {
                return false;
            }
            expected--;
        }
        return true;
    }

    /** Whether no more of a name can be in entries before this one: only its end is filled up. Deleted entries have no ordinals. */
    private static boolean isEndOfName(FatEntry entry) {
        StringBuilder text = new StringBuilder();
        append(entry.bytes(), text);
        return text.indexOf("\0") >= 0;
    }

    private static int lostByte(FatEntry entry, int checksum) {
        for (int candidate = 1; candidate < 256; candidate++) {
            if (entry.checksum(candidate) == checksum) {
                return candidate;
            }
        }
        return 0;
    }

    private static void append(ByteBuffer entry, StringBuilder text) {
        for (int at : UNITS) {
            text.append(entry.getChar(at));
        }
    }

    /** Up to the zero that ends a name which does not fill its entries. */
    private static String cut(String text) {
        int end = text.indexOf(0);
        String name = end < 0 ? text : text.substring(0, end);
        return name.length() > MOST_UNITS ? name.substring(0, MOST_UNITS) : name;
    }
}

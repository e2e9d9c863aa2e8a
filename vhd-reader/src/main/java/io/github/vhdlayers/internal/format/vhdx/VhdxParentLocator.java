package io.github.vhdlayers.internal.format.vhdx;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.StructReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a differencing disk records about its parent: pairs of texts. None of them is a place to look.
 *
 * @param type what kind of locator it is
 * @param pairs the pairs that can be read, in their order
 * @param problems what is wrong with pairs, one sentence each, up to a few
 */
public record VhdxParentLocator(UniqueId type, List<Pair> pairs, List<String> problems) {
    /** The only type that the specification knows. */
    public static final UniqueId VHDX = UniqueId.parse("B04AEFB7-D19E-4A81-B789-25B8E9445913");
    /** The key of the parent's data write id. */
    public static final String LINKAGE = "parent_linkage";
    /** The key of a second id, that the parent may have while the child is merged into it. */
    public static final String LINKAGE_2 = "parent_linkage2";
    /** The keys of paths, in the order in which the specification has them tried. */
    public static final List<String> PATHS = List.of("relative_path", "volume_path", "absolute_win32_path");

    private static final int HEADER = 20;
    private static final int ENTRY = 12;
    private static final int MOST_PAIRS = 256;
    private static final int MOST_PROBLEMS = 8;

    /** A key and its value, decoded without replacing anything. */
    public record Pair(String key, String value) {}

    /** Keeps unmodifiable copies. */
    public VhdxParentLocator {
        pairs = List.copyOf(pairs);
        problems = List.copyOf(problems);
    }

    /** Decodes the item's bytes, of which there may be any number. */
    public static VhdxParentLocator decode(ByteBuffer bytes) {
        StructReader item = StructReader.littleEndian(bytes);
        List<String> problems = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        if (item.length() < HEADER) {
            problems.add("it has " + item.length() + " bytes, fewer than its own header");
            return new VhdxParentLocator(new UniqueId(0, 0), pairs, problems);
        }
        int claimed = item.u16(18);
        int count = Math.min(Math.min(claimed, MOST_PAIRS), (item.length() - HEADER) / ENTRY);
        if (count < claimed) {
            problems.add("it claims " + claimed + " pairs, of which " + count + " are read");
        }
        // No byte belongs to two texts, so all of them together are no longer than the item: where they are, it was
        // made by hand.
        int left = item.length();
        for (int i = 0; i < count; i++) {
            int at = HEADER + i * ENTRY;
            left -= item.u16(at + 8) + item.u16(at + 10);
            if (left < 0) {
                note(problems, "from pair " + i + " on the texts are longer than all of it; they are not read");
                break;
            }
            String key = text(item, item.u32(at), item.u16(at + 8));
            String value = text(item, item.u32(at + 4), item.u16(at + 10));
            if (key == null || key.isEmpty() || value == null) {
                note(problems, "pair " + i + " is not wholly in it, or has a length that no text has");
            } else if (pairs.stream().anyMatch(pair -> pair.key.equals(key))) {
                note(problems, "pair " + i + " repeats a key; the first one counts");
            } else {
                pairs.add(new Pair(key, value));
            }
        }
        return new VhdxParentLocator(Guids.at(item, 0), pairs, problems);
    }

    private static void note(List<String> problems, String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    /** Texts are UTF-16 without a zero at the end, up to the length that is stored; null if it is not there or no such text. */
    private static @Nullable String text(StructReader item, long offset, int length) {
        if (offset < HEADER || length % 2 != 0 || offset + length > item.length()) {
            return null;
        }
        StringBuilder text = new StringBuilder(length / 2);
        for (int i = 0; i < length; i += 2) {
            text.append((char) item.u16((int) offset + i));
        }
        return text.toString();
    }

    /** The value of a key, or null. */
    public @Nullable String value(String key) {
        for (Pair pair : pairs) {
            if (pair.key.equals(key)) {
                return pair.value;
            }
        }
        return null;
    }
}

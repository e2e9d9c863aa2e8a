package io.github.vhdlayers.tool.report;

import io.github.vhdlayers.tool.info.Strip;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How an owner is drawn: a colour that the colour-blind can tell from its neighbours (the set of Okabe and Ito, which also differs
 * in lightness), and a pattern for people who see no colour or print in grey.
 *
 * @param id what styles and patterns are called
 * @param colour red, green and blue
 * @param pattern what is drawn over the colour
 */
public record OwnerStyle(String id, int colour, Pattern pattern) {
    /** What is drawn over a colour. */
    enum Pattern {
        PLAIN,
        RISING,
        DOTS,
        FALLING,
        UPRIGHT,
        CROSSED,
        LEVEL,
        GRID,
        EMPTY
    }

    private static final List<OwnerStyle> LAYERS = List.of(
            new OwnerStyle("o0", 0xD55E00, Pattern.PLAIN),
            new OwnerStyle("o1", 0x0072B2, Pattern.RISING),
            new OwnerStyle("o2", 0x009E73, Pattern.DOTS),
            new OwnerStyle("o3", 0xE69F00, Pattern.FALLING),
            new OwnerStyle("o4", 0x56B4E9, Pattern.UPRIGHT),
            new OwnerStyle("o5", 0xCC79A7, Pattern.LEVEL),
            new OwnerStyle("o6", 0xF0E442, Pattern.GRID));
    private static final OwnerStyle UNWRITTEN = new OwnerStyle("on", 0xFFFFFF, Pattern.EMPTY);
    private static final OwnerStyle UNKNOWN = new OwnerStyle("ou", 0x6B6B6B, Pattern.CROSSED);

    /** Several layers in one lane. */
    static final OwnerStyle MIXED = new OwnerStyle("om", 0x5C5C57, Pattern.PLAIN);

    /** The style of an owner of a strip; in a chain that is deeper than there are styles they come round again. */
    static OwnerStyle of(int owner, Strip strip) {
        if (owner == strip.unwritten()) {
            return UNWRITTEN;
        }
        return owner == strip.unknown() ? UNKNOWN : ofLayer(owner);
    }

    public static OwnerStyle ofLayer(int layer) {
        return LAYERS.get(layer % LAYERS.size());
    }

    /** All of them. */
    static List<OwnerStyle> all() {
        List<OwnerStyle> all = new ArrayList<>(LAYERS);
        all.add(UNKNOWN);
        return all;
    }

    /** How many layers there may be before styles come round again. */
    static int distinct() {
        return LAYERS.size();
    }

    /** The colour as {@code #rrggbb}. */
    String css() {
        return String.format(Locale.ROOT, "#%06x", colour);
    }
}

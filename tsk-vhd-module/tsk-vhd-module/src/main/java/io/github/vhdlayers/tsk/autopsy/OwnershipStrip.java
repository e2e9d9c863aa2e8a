package io.github.vhdlayers.tsk.autopsy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.swing.JComponent;
import org.jspecify.annotations.Nullable;

/** A file's content as a strip, each piece in the colour of its layer, with a legend. */
final class OwnershipStrip extends JComponent {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The way to parse that is also in the version that the datamodel 4.12.1 brings. */
    private static final Gson PARSER = new Gson();

    private static final int STRIP_HEIGHT = 36;
    private static final int SMALLEST_WIDTH = 300;
    private static final int MARGIN = 8;
    private static final int BOX = 12;
    private static final Color UNWRITTEN = new Color(0xDDDDDD);
    private static final Color UNKNOWN = new Color(0xD03030);
    /** They differ also for people who do not see all colours. */
    private static final Color[] LAYERS = {
        new Color(0xE69F00),
        new Color(0x0072B2),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0x56B4E9),
        new Color(0xF0E442)
    };

    private transient Drawing drawing = Drawing.NOTHING;

    /** What is drawn: runs of first sector, count and owner (-1 unwritten, -2 unknown). */
    record Drawing(List<long[]> runs, long sectors, String note) {
        static final Drawing NOTHING = new Drawing(List.of(), 0, "");

        Drawing {
            runs = List.copyOf(runs);
        }

        /** What is written above it; empty where there is nothing to draw and nothing to note. */
        String heading() {
            return sectors == 0 ? note : Messages.VIEWER_CONTENT.with(sectors) + "  " + note;
        }

        /** Out of a result's details; {@link #NOTHING} if they are not ours. */
        static Drawing parse(@Nullable String json) {
            if (json == null) {
                return NOTHING;
            }
            try {
                JsonObject all = PARSER.fromJson(json, JsonElement.class).getAsJsonObject();
                List<long[]> runs = new ArrayList<>();
                long sectors = 0;
                for (JsonElement element : all.getAsJsonArray("runs")) {
                    JsonArray run = element.getAsJsonArray();
                    long[] one = {
                        run.get(0).getAsLong(),
                        run.get(1).getAsLong(),
                        run.get(2).getAsLong()
                    };
                    if (one[0] < sectors || one[1] < 1) {
                        return NOTHING;
                    }
                    sectors = Math.addExact(one[0], one[1]);
                    runs.add(one);
                }
                String note = all.get("resident").getAsBoolean()
                        ? Messages.VIEWER_RESIDENT.text()
                        : all.get("runsCut").getAsBoolean() ? Messages.VIEWER_CUT.text() : "";
                return new Drawing(runs, sectors, note);
            } catch (RuntimeException e) {
                return NOTHING;
            }
        }
    }

    void show(Drawing what) {
        drawing = what;
        revalidate();
        repaint();
    }

    /** As high as the legend needs in the width that there is. */
    @Override
    public Dimension getPreferredSize() {
        FontMetrics font = getFontMetrics(getFont() == null ? new Font(Font.DIALOG, Font.PLAIN, 12) : getFont());
        int line = font.getHeight() + 2 * MARGIN;
        if (drawing.sectors() == 0) {
            return new Dimension(SMALLEST_WIDTH, line);
        }
        int width = getWidth() > 0 ? getWidth() : SMALLEST_WIDTH;
        return new Dimension(SMALLEST_WIDTH, line + STRIP_HEIGHT + MARGIN + legend(null, font, width, 0) + MARGIN);
    }

    /** A new width may need another height. */
    @Override
    public void setBounds(int x, int y, int width, int height) {
        boolean wrapsAnew = width != getWidth();
        super.setBounds(x, y, width, height);
        if (wrapsAnew) {
            revalidate();
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        super.paintComponent(graphics);
        int width = getWidth() - 2 * MARGIN;
        FontMetrics font = graphics.getFontMetrics();
        int y = MARGIN + font.getAscent();
        graphics.setColor(getForeground());
        graphics.drawString(drawing.heading(), MARGIN, y);
        y += MARGIN;
        if (drawing.sectors() == 0 || width <= 0) {
            return;
        }
        for (long[] run : drawing.runs()) {
            int from = (int) ((double) run[0] / drawing.sectors() * width);
            int to = (int) Math.ceil((double) (run[0] + run[1]) / drawing.sectors() * width);
            graphics.setColor(color(run[2]));
            graphics.fillRect(MARGIN + from, y, Math.max(1, to - from), STRIP_HEIGHT);
        }
        graphics.setColor(getForeground());
        graphics.drawRect(MARGIN, y, width, STRIP_HEIGHT);
        legend(graphics, font, getWidth(), y + STRIP_HEIGHT + MARGIN);
    }

    /** Draws the legend, or only measures it; returns how high it is. */
    private int legend(@Nullable Graphics graphics, FontMetrics font, int width, int top) {
        TreeSet<Long> owners = new TreeSet<>();
        drawing.runs().forEach(run -> owners.add(run[2]));
        int rowHeight = Math.max(BOX, font.getHeight()) + 4;
        int x = MARGIN;
        int y = top;
        for (long owner : owners.descendingSet()) {
            String name = name(owner);
            int entry = BOX + 4 + font.stringWidth(name);
            if (x > MARGIN && x + entry > width - MARGIN) {
                x = MARGIN;
                y += rowHeight;
            }
            if (graphics != null) {
                graphics.setColor(color(owner));
                graphics.fillRect(x, y, BOX, BOX);
                graphics.setColor(getForeground());
                graphics.drawRect(x, y, BOX, BOX);
                graphics.drawString(name, x + BOX + 4, y + BOX);
            }
            x += entry + 2 * MARGIN;
        }
        return y + rowHeight - top;
    }

    private static Color color(long owner) {
        if (owner < 0) {
            return owner == -1 ? UNWRITTEN : UNKNOWN;
        }
        Color color = LAYERS[(int) (owner % LAYERS.length)];
        // Long chains go through the colours again, darker.
        return owner / LAYERS.length % 2 == 0 ? color : color.darker();
    }

    private static String name(long owner) {
        return owner == -1
                ? Messages.VIEWER_UNWRITTEN.text()
                : owner < 0 ? Messages.VIEWER_UNKNOWN.text() : Messages.VIEWER_LAYER.with(owner);
    }
}

package io.github.vhdlayers.tool.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.TexturePaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** A strip as a picture: a lane for every layer, the merged disk below them, a scale and a legend. */
public final class StripPng {
    private static final int MARGIN = 16;
    private static final int LANE = 26;
    private static final int MERGED = 52;
    private static final int LINE = 18;
    private static final double ROUNDING = 1e-6;
    private static final Color INK = new Color(0x1C1C1A);
    private static final Color SOFT = new Color(0x5C5C57);
    private static final Color EMPTY = new Color(0xECECE7);

    private final StripView view;
    private final String heading;
    private final int width;
    private final boolean labelled;

    private StripPng(StripView view, String heading, int width, boolean labelled) {
        this.view = view;
        this.heading = heading;
        this.width = width;
        this.labelled = labelled;
    }

    /**
     * Writes a strip.
     *
     * @param heading what it is a picture of
     * @param width how wide the picture is, in pixels
     * @return whether there are labels on it: a Java without any font draws none
     */
    public static boolean write(StripView view, String heading, int width, OutputStream out) throws IOException {
        boolean labelled = hasFonts();
        BufferedImage image = new StripPng(view, heading, width, labelled).draw();
        ImageIO.setUseCache(false); // which would write a temporary file
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this Java writes no PNG");
        }
        return labelled;
    }

    /** How many columns a picture has room for, one to a pixel. */
    public static int columns(int width) {
        return width - 2 * MARGIN;
    }

    /** A Java for servers may come without fonts, on a system without fonts; then even to measure text is an error. */
    private static boolean hasFonts() {
        try {
            BufferedImage probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            return probe.createGraphics().getFontMetrics(font(Font.PLAIN)).stringWidth("0") > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            return false;
        }
    }

    private static Font font(int style) {
        return new Font(Font.SANS_SERIF, style, 13);
    }

    private BufferedImage draw() {
        int text = labelled ? LINE : 4;
        int bands = view.hasBands() ? view.bandHeight() * (LINE + 3) + 4 : 0;
        List<String> caption = labelled ? wrapped(view.scale()) : List.of();
        int height = MARGIN
                + text
                + bands
                + view.lanes().size() * (text + LANE + 6)
                + text
                + MERGED
                + text
                + caption.size() * LINE
                + MARGIN;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, width, height);
            int y = MARGIN;
            text(pen, heading, "", Font.BOLD, y);
            y += text;
            y += bands(pen, y);
            for (StripView.Lane lane : view.lanes()) {
                text(pen, lane.name(), lane.sectors(), Font.PLAIN, y);
                y += text;
                lane(pen, lane.shapes(), y, LANE);
                y += LANE + 6;
            }
            text(pen, "what the disk shows", "", Font.BOLD, y);
            y += text;
            lane(pen, view.merged(), y, MERGED);
            y += MERGED;
            text(pen, view.begin(), view.end(), Font.PLAIN, y);
            y += text;
            for (String line : caption) {
                text(pen, line, "", Font.PLAIN, y);
                y += LINE;
            }
        } finally {
            pen.dispose();
        }
        return image;
    }

    private int inner() {
        return columns(width);
    }

    private int bands(Graphics2D pen, int y) {
        for (StripView.Band band : view.bands()) {
            int x = MARGIN + (int) (band.left() / 100 * inner());
            int wide = Math.max(3, (int) (band.width() / 100 * inner()));
            int top = y + band.line() * (LINE + 3);
            pen.setColor(SOFT);
            pen.drawRect(x, top, wide - 1, LINE);
            if (labelled) {
                pen.setFont(font(Font.PLAIN));
                pen.setColor(INK);
                pen.setClip(x, top, wide, LINE + 1);
                pen.drawString(band.name(), x + 5, top + 14);
                pen.setClip(null);
            }
        }
        return view.hasBands() ? view.bandHeight() * (LINE + 3) + 4 : 0;
    }

    private void lane(Graphics2D pen, List<StripView.Shape> shapes, int y, int height) {
        pen.setPaint(EMPTY);
        pen.fillRect(MARGIN, y, inner(), height);
        for (StripView.Shape shape : shapes) {
            // A column of one pixel must not become two because a sum of fractions is not exact.
            int x = (int) Math.floor(shape.x() * inner() / StripView.WIDTH + ROUNDING);
            int end = (int) Math.ceil((shape.x() + shape.width()) * inner() / StripView.WIDTH - ROUNDING);
            int top = shape.y() * height / StripView.HEIGHT;
            int bottom = (shape.y() + shape.height()) * height / StripView.HEIGHT;
            pen.setPaint(paint(shape.style()));
            pen.fillRect(MARGIN + x, y + top, Math.min(end, inner()) - x, Math.max(1, bottom - top));
        }
        pen.setPaint(SOFT);
        pen.drawRect(MARGIN, y, inner() - 1, height - 1);
    }

    private void text(Graphics2D pen, String left, String right, int style, int y) {
        if (labelled) {
            pen.setFont(font(style));
            pen.setColor(INK);
            pen.drawString(left, MARGIN, y + 13);
            pen.setColor(SOFT);
            pen.drawString(right, MARGIN + inner() - pen.getFontMetrics().stringWidth(right), y + 13);
        }
    }

    private List<String> wrapped(String text) {
        FontMetrics metrics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics()
                .getFontMetrics(font(Font.PLAIN));
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && metrics.stringWidth(line + " " + word) > inner()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static java.awt.Paint paint(OwnerStyle style) {
        int size = 8;
        BufferedImage tile = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = tile.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(style.colour()));
        pen.fillRect(0, 0, size, size);
        pen.setColor(new Color(255, 255, 255, 158));
        pen.setStroke(new BasicStroke(1.6f));
        switch (style.pattern()) {
            case RISING -> lines(pen, -2, 2, 2, -2, 0, 8, 8, 0, 6, 10, 10, 6);
            case FALLING -> lines(pen, -2, 6, 2, 10, 0, 0, 8, 8, 6, -2, 10, 2);
            case CROSSED -> lines(pen, 0, 0, 8, 8, 8, 0, 0, 8);
            case UPRIGHT -> lines(pen, 4, 0, 4, 8);
            case LEVEL -> lines(pen, 0, 4, 8, 4);
            case GRID -> lines(pen, 4, 0, 4, 8, 0, 4, 8, 4);
            case DOTS -> pen.fill(new Ellipse2D.Double(2.3, 2.3, 3.4, 3.4));
            case PLAIN, EMPTY -> {
                // The colour is all.
            }
        }
        pen.dispose();
        return new TexturePaint(tile, new Rectangle(0, 0, size, size));
    }

    private static void lines(Graphics2D pen, double... ends) {
        for (int i = 0; i < ends.length; i += 4) {
            pen.draw(new Line2D.Double(ends[i], ends[i + 1], ends[i + 2], ends[i + 3]));
        }
    }
}

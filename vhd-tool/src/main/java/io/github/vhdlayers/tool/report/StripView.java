package io.github.vhdlayers.tool.report;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.regions.Region;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.tool.info.Strip;
import io.github.vhdlayers.tool.output.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A strip as shapes: a lane for every layer that has something there, the merged disk below them, and the partitions above. The
 * shapes are on a sheet 1000 wide and 40 high, which the page stretches as it needs.
 *
 * @param bands the partitions
 * @param hasBands whether there are any
 * @param bandHeight how high they are together, in lines
 * @param lanes the layers, the newest first
 * @param merged the owners of the columns of the merged disk
 * @param begin where the strip begins
 * @param end where it ends
 * @param scale how much a column stands for, and how many columns have several owners
 */
public record StripView(
        List<Band> bands,
        boolean hasBands,
        int bandHeight,
        List<Lane> lanes,
        List<Shape> merged,
        String begin,
        String end,
        String scale) {
    /** The sheet that shapes are on. */
    static final int WIDTH = 1000;

    static final int HEIGHT = 40;
    /** What is smaller would not be seen: in a lane, which shows where a layer is, and among others in a column. */
    private static final int LEAST_IN_LANE = 14;

    private static final int LEAST = 4;
    /** More lanes would be more than a person looks at; the others share the last one. */
    private static final int LANES = 12;

    /** A partition: where, in per cent of the width, and in which line. */
    record Band(String name, double left, double width, int line) {}

    /** Where an owner has sectors. */
    record Lane(String name, String sectors, List<Shape> shapes) {}

    /** A rectangle, and what to say about it. */
    record Shape(OwnerStyle style, double x, int y, double width, int height, String title) {}

    /**
     * The shapes of a strip.
     *
     * @param files what the layers' files are called, the newest first
     * @param regions what the disk is divided into
     */
    public static StripView of(Strip strip, List<String> files, List<Region> regions) {
        List<Band> bands = bands(strip, regions);
        return new StripView(
                bands,
                !bands.isEmpty(),
                1 + bands.stream().mapToInt(Band::line).max().orElse(0),
                lanes(strip, files),
                merged(strip),
                "sector " + Words.number(strip.firstSector()),
                "sector " + Words.number(strip.firstSector() + strip.sectorCount() - 1),
                scale(strip));
    }

    private static String scale(Strip strip) {
        long least = strip.sectorCount() / strip.columns();
        boolean even = strip.sectorCount() % strip.columns() == 0;
        if (even && least == 1) {
            return "Each column is one sector." + repeated(strip);
        }
        String width = even ? Words.sectors(least) : Words.number(least) + " or " + Words.sectors(least + 1);
        return "Each of the " + Words.number(strip.columns()) + " columns stands for " + width + ". " + mixture(strip)
                + repeated(strip);
    }

    private static String mixture(Strip strip) {
        int mixed = strip.mixedColumns();
        return mixed == 0
                ? "None of them has more than one owner."
                : Words.number(mixed) + (mixed == 1 ? " of them has" : " of them have")
                        + " several owners, each drawn as high as its share; the smallest are drawn higher than their share,"
                        + " so that they are seen.";
    }

    private static String repeated(Strip strip) {
        return strip.unwritten() <= OwnerStyle.distinct()
                ? ""
                : " Colours come round again after " + OwnerStyle.distinct() + " layers.";
    }

    private static List<Lane> lanes(Strip strip, List<String> files) {
        List<Lane> lanes = new ArrayList<>();
        int layers = strip.unwritten();
        int single = layers <= LANES ? layers : LANES - 1;
        for (int layer = 0; layer < single; layer++) {
            lanes.add(lane(
                    strip, "layer " + layer + ": " + files.get(layer), OwnerStyle.ofLayer(layer), layer, layer + 1));
        }
        if (single < layers) {
            lanes.add(lane(strip, "layers " + single + " to " + (layers - 1), OwnerStyle.MIXED, single, layers));
        }
        if (strip.sectorsOf(strip.unknown()) > 0) {
            lanes.add(lane(
                    strip, "unknown", OwnerStyle.of(strip.unknown(), strip), strip.unknown(), strip.unknown() + 1));
        }
        return lanes;
    }

    private static Lane lane(Strip strip, String name, OwnerStyle style, int fromOwner, int endOwner) {
        long total =
                IntStream.range(fromOwner, endOwner).mapToLong(strip::sectorsOf).sum();
        List<Shape> shapes = new ArrayList<>();
        for (int column = 0; column < strip.columns(); ) {
            int height = height(sum(strip, column, fromOwner, endOwner), strip.width(column), LEAST_IN_LANE);
            int end = column + 1;
            while (end < strip.columns()
                    && height(sum(strip, end, fromOwner, endOwner), strip.width(end), LEAST_IN_LANE) == height) {
                end++;
            }
            if (height > 0) {
                shapes.add(shape(strip, style, column, end, HEIGHT - height, height, ""));
            }
            column = end;
        }
        return new Lane(name, Words.sectors(total), shapes);
    }

    private static long sum(Strip strip, int column, int fromOwner, int endOwner) {
        long sum = 0;
        for (int owner = fromOwner; owner < endOwner; owner++) {
            sum += strip.sectors(column, owner);
        }
        return sum;
    }

    private static int height(long part, long whole, int least) {
        return part == 0 ? 0 : Math.max(least, (int) (part * (double) HEIGHT / whole));
    }

    private static List<Shape> merged(Strip strip) {
        List<Shape> shapes = new ArrayList<>();
        for (int column = 0; column < strip.columns(); ) {
            int[] heights = heights(strip, column);
            int end = column + 1;
            while (end < strip.columns() && Arrays.equals(heights(strip, end), heights)) {
                end++;
            }
            int y = 0;
            String title = title(strip, column, end);
            for (int owner : drawn(strip)) {
                if (heights[owner] > 0) {
                    OwnerStyle style = OwnerStyle.of(owner, strip);
                    shapes.add(shape(strip, style, column, end, y, heights[owner], title));
                    y += heights[owner];
                }
            }
            column = end;
        }
        return shapes;
    }

    /** From the top: the layers, and what is unknown; the unwritten part stays empty. */
    private static int[] drawn(Strip strip) {
        return IntStream.concat(IntStream.range(0, strip.unwritten()), IntStream.of(strip.unknown()))
                .toArray();
    }

    /** How high each owner's part of a column is; together they fit. */
    private static int[] heights(Strip strip, int column) {
        int[] heights = new int[strip.owners()];
        int sum = 0;
        for (int owner : drawn(strip)) {
            heights[owner] = height(strip.sectors(column, owner), strip.width(column), LEAST);
            sum += heights[owner];
        }
        // What small parts were given beyond their share, the large ones give up; too many small ones stay small.
        while (sum > HEIGHT) {
            int largest = 0;
            for (int owner : drawn(strip)) {
                largest = heights[owner] > heights[largest] ? owner : largest;
            }
            heights[largest]--;
            sum--;
        }
        return heights;
    }

    private static String title(Strip strip, int column, int end) {
        StringBuilder title = new StringBuilder();
        title.append("sectors ")
                .append(Words.number(strip.startOf(column)))
                .append(" to ")
                .append(Words.number(strip.startOf(end) - 1));
        String separator = ": ";
        for (int owner = 0; owner < strip.owners(); owner++) {
            long sectors = 0;
            for (int one = column; one < end; one++) {
                sectors += strip.sectors(one, owner);
            }
            if (sectors > 0) {
                title.append(separator).append(name(owner, strip)).append(' ').append(Words.number(sectors));
                separator = ", ";
            }
        }
        return title.toString();
    }

    /** What a person calls an owner. */
    static String name(int owner, Strip strip) {
        return owner == strip.unwritten() ? "unwritten" : owner == strip.unknown() ? "unknown" : "layer " + owner;
    }

    private static Shape shape(Strip strip, OwnerStyle style, int column, int end, int y, int height, String title) {
        double x = (double) WIDTH * column / strip.columns();
        double width = (double) WIDTH * end / strip.columns() - x;
        return new Shape(style, x, y, width, height, title);
    }

    private static List<Band> bands(Strip strip, List<Region> regions) {
        List<Band> bands = new ArrayList<>();
        List<Long> lineEnds = new ArrayList<>();
        for (Region region : regions) {
            long first = Math.max(region.firstSector(), strip.firstSector());
            long end = Math.min(region.firstSector() + region.sectorCount(), strip.firstSector() + strip.sectorCount());
            Partition partition = region.partition();
            if (partition != null && first < end) {
                int line = 0;
                while (line < lineEnds.size() && lineEnds.get(line) > first) {
                    line++;
                }
                if (line < lineEnds.size()) {
                    lineEnds.set(line, end);
                } else {
                    lineEnds.add(end);
                }
                if (line < LANES) {
                    Volume volume = partition.volume();
                    bands.add(new Band(
                            SafeText.escape(region.name()) + (volume == null ? "" : " " + volume.kind()),
                            100.0 * (first - strip.firstSector()) / strip.sectorCount(),
                            100.0 * (end - first) / strip.sectorCount(),
                            line));
                }
            }
        }
        return bands;
    }
}

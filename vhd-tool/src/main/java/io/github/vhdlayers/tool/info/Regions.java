package io.github.vhdlayers.tool.info;

import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.regions.KindCounts;
import io.github.vhdlayers.internal.regions.Region;
import io.github.vhdlayers.internal.regions.RegionCounts;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.PartitionTable.Unpartitioned;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.TextTable;
import io.github.vhdlayers.tool.output.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Regions of a disk and their sectors by kind, for a person and for a program. */
public final class Regions {
    private static final String UNKNOWN = "unknown";

    private static final int BEFORE_COUNTS = 60;
    private static final int REGION = 28;
    private static final int CELL = 15;

    private Regions() {}

    /** Which table a disk has. */
    public static String table(PartitionTable table) {
        if (table instanceof PartitionTable.Gpt) {
            return "GPT";
        }
        return table instanceof Unpartitioned none
                ? "none: " + none.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : table instanceof PartitionTable.Mbr ? "MBR" : "BSD disklabel";
    }

    /** What a region is called, and what it holds. */
    public static String title(Region region) {
        Partition partition = region.partition();
        Volume volume = partition == null ? null : partition.volume();
        return SafeText.escape(region.name() + (volume == null ? "" : " (" + volume.kind() + ")"));
    }

    /**
     * A table for a person: a line for each region that has any such sectors, and one for all.
     *
     * @param fits whether a line of so many characters can be shown; otherwise the counts are below each region
     */
    public static <K extends Enum<K>> String text(List<RegionCounts<K>> regions, KindCounts<K> all, IntPredicate fits) {
        StringBuilder text = new StringBuilder();
        if (!fits.test(BEFORE_COUNTS + all.asMap().size() * CELL)) {
            for (RegionCounts<K> region : regions) {
                if (region.counts().total() > 0) {
                    long first = region.region().firstSector();
                    text.append("  " + title(region.region()) + ", sectors " + first + " to "
                            + (first + region.region().sectorCount() - 1) + "\n    " + words(region.counts()) + "\n");
                }
            }
            return text.append("  in all\n    " + words(all) + "\n").toString();
        }
        List<Column<Row<K>>> columns = new ArrayList<>();
        columns.add(Column.<Row<K>>text("region", Row::title).behind("  ").left(REGION));
        columns.add(cell(Column.<Row<K>>number("first_sector", Row::firstSector).orElse("")));
        columns.add(cell(Column.<Row<K>>number("sector_count", Row::sectorCount).orElse("")));
        for (K kind : all.asMap().keySet()) {
            columns.add(cell(
                    Column.<Row<K>>number(kind.toString(), row -> row.counts().knownOf(kind))
                            .orElse(UNKNOWN)));
        }
        try {
            TextTable<Row<K>> table = TextTable.begin(text, columns);
            for (RegionCounts<K> region : regions) {
                if (region.counts().total() > 0) {
                    table.row(new Row<>(
                            title(region.region()),
                            region.region().firstSector(),
                            region.region().sectorCount(),
                            region.counts()));
                }
            }
            table.row(new Row<>("in all", null, null, all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A region's sectors, or those of all regions, which have no place. */
    private record Row<K extends Enum<K>>(
            String title, @Nullable Long firstSector, @Nullable Long sectorCount, KindCounts<K> counts) {}

    private static <R> Column<R> cell(Column<R> column) {
        return column.behind(" ").right(CELL - 1);
    }

    /** The same for a program: every region. */
    public static <K extends Enum<K>> List<Map<String, Object>> fields(List<RegionCounts<K>> regions) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (RegionCounts<K> region : regions) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("kind", region.region().kind().toString());
            fields.put("name", title(region.region()));
            fields.put("first_sector", region.region().firstSector());
            fields.put("sector_count", region.region().sectorCount());
            fields.put("counts", counts(region.counts()));
            all.add(fields);
        }
        return all;
    }

    /** Sectors by the kind's name; null where none are known to be of a kind, and unknown ones may be. */
    public static <K extends Enum<K>> Map<String, @Nullable Long> counts(KindCounts<K> counts) {
        Map<String, @Nullable Long> fields = new LinkedHashMap<>();
        counts.asMap().keySet().forEach(kind -> fields.put(kind.toString(), counts.knownOf(kind)));
        return fields;
    }

    /** How many sectors differ from what was below, for a person; what is unknown may differ too. */
    static String differing(KindCounts<LayerAudit.Verdict> counts) {
        long known = counts.of(LayerAudit.Verdict.CHANGED) + counts.of(LayerAudit.Verdict.ZEROED);
        long unknown = counts.of(LayerAudit.Verdict.UNKNOWN);
        return Words.atLeast(known, unknown > 0);
    }

    /** The counts that are not 0, in a line. */
    private static <K extends Enum<K>> String words(KindCounts<K> counts) {
        String words = counts.asMap().keySet().stream()
                .filter(kind -> !Objects.equals(counts.knownOf(kind), 0L))
                .map(kind -> kind + " " + Objects.toString(counts.knownOf(kind), UNKNOWN))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "none" : words;
    }
}

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
import io.github.vhdlayers.tool.output.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Regions of a disk and their sectors by kind, for a person and for a program. */
public final class Regions {
    private static final String UNKNOWN = LayerAudit.Verdict.UNKNOWN.toString();

    private static final int BEFORE_COUNTS = 60;
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
        String names =
                all.asMap().keySet().stream().map(kind -> cell(kind.toString())).collect(Collectors.joining());
        text.append(
                String.format(Words.LOCALE, "  %-28s %14s %14s%s\n", "region", "first_sector", "sector_count", names));
        for (RegionCounts<K> region : regions) {
            if (region.counts().total() > 0) {
                text.append(String.format(
                        Words.LOCALE,
                        "  %-28s %14d %14d%s\n",
                        title(region.region()),
                        region.region().firstSector(),
                        region.region().sectorCount(),
                        cells(region.counts())));
            }
        }
        return text.append(String.format(Words.LOCALE, "  %-28s %14s %14s%s\n", "in all", "", "", cells(all)))
                .toString();
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
        counts.asMap()
                .forEach((kind, sectors) -> fields.put(kind.toString(), isUnknown(counts, kind) ? null : sectors));
        return fields;
    }

    private static <K extends Enum<K>> boolean isUnknown(KindCounts<K> counts, K kind) {
        return counts.of(kind) == 0
                && counts.asMap().entrySet().stream()
                        .anyMatch(count -> count.getKey().toString().equals(UNKNOWN) && count.getValue() > 0);
    }

    /** How many sectors differ from what was below, for a person; what is unknown may differ too. */
    static String differing(KindCounts<LayerAudit.Verdict> counts) {
        long known = counts.of(LayerAudit.Verdict.CHANGED) + counts.of(LayerAudit.Verdict.ZEROED);
        long unknown = counts.of(LayerAudit.Verdict.UNKNOWN);
        return Words.atLeast(known, unknown > 0);
    }

    /** The counts that are not 0, in a line. */
    private static <K extends Enum<K>> String words(KindCounts<K> counts) {
        String words = counts.asMap().entrySet().stream()
                .filter(count -> count.getValue() > 0 || isUnknown(counts, count.getKey()))
                .map(count -> count.getKey() + " "
                        + (isUnknown(counts, count.getKey()) ? UNKNOWN : Long.toString(count.getValue())))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "none" : words;
    }

    private static <K extends Enum<K>> String cells(KindCounts<K> counts) {
        return counts.asMap().entrySet().stream()
                .map(count -> cell(isUnknown(counts, count.getKey()) ? UNKNOWN : Long.toString(count.getValue())))
                .collect(Collectors.joining());
    }

    private static String cell(String text) {
        return String.format(Words.LOCALE, " %14s", text);
    }
}

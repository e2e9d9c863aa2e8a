package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.tsk.CopyEstimate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an examiner sees of a chain before it is added.
 *
 * @param lines the layers with their verdicts, in the order leaf to base
 * @param complete whether no parent is missing
 * @param estimate how much room a copy takes, in words; or what is wrong
 * @param possible whether the chain can be added at all
 */
record ChainPreview(List<String> lines, boolean complete, String estimate, boolean possible) {
    private static final long KIBI = 1024;
    private static final int LONGEST_NAME = 36;

    ChainPreview {
        lines = List.copyOf(lines);
    }

    /** Looks at the files' structures and bitmaps. */
    static ChainPreview of(Path leaf, List<Path> folders, @Nullable Path target) {
        VhdOptions options = VhdOptions.builder()
                .parentFolders(folders)
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            CopyEstimate estimate = CopyEstimate.of(disk, target == null ? leaf : target);
            return new ChainPreview(
                    lines(disk), disk.chain().missingParent() == null, words(estimate), estimate.fits());
        } catch (VhdException e) {
            return failed(e.problem().message());
        } catch (IOException e) {
            return failed(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private static ChainPreview failed(String why) {
        return new ChainPreview(List.of(), true, SafeText.escape(why), false);
    }

    private static List<String> lines(VirtualDisk disk) {
        List<String> lines = new ArrayList<>();
        for (DiskLayer layer : disk.chain().layers()) {
            String verdict = Messages.PANEL_LEAF.text();
            if (layer.index() > 0) {
                ChainLink link = disk.chain().links().get(layer.index() - 1);
                verdict = Messages.PANEL_LINK.with(word(link.id()), word(link.time()), word(link.size()));
            }
            String name = String.valueOf(Path.of(layer.name()).getFileName());
            lines.add(Messages.PANEL_LAYER.with(layer.index(), shortened(SafeText.escape(name)), verdict));
        }
        MissingParent missing = disk.chain().missingParent();
        if (missing != null) {
            String names = String.join(", ", missing.reference().baseNames());
            int layer = missing.childLayer() + 1;
            String called = shortened(SafeText.escape(names));
            lines.add(
                    missing.isRefused()
                            ? Messages.PANEL_REFUSED.with(layer, called)
                            : Messages.PANEL_MISSING.with(layer, called));
        }
        return lines;
    }

    /** Without its middle if it is long: snapshots of one disk differ at the end, and the verdict behind the name is to be seen. */
    static String shortened(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME / 2) + "\u2026" + name.substring(name.length() - LONGEST_NAME / 2);
    }

    private static String words(CopyEstimate estimate) {
        String most = bytes(estimate.atMostBytes());
        if (estimate.freeBytes() < 0) {
            return Messages.PANEL_ESTIMATE_UNKNOWN.with(most);
        }
        return (estimate.fits() ? Messages.PANEL_ESTIMATE : Messages.PANEL_NOSPACE)
                .with(most, bytes(estimate.freeBytes()));
    }

    private static String bytes(long count) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
        double value = count;
        int unit = 0;
        while (value >= KIBI && unit < units.length - 1) {
            value /= KIBI;
            unit++;
        }
        return unit == 0 ? count + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    private static String word(Enum<?> verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

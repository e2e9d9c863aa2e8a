package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.NotVhdException;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.tool.options.ParentOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A disk as a command line names it: a VHD with its parents, a layer's view of one, or a raw file. */
final class ComparedDisk implements Closeable {
    private static final Pattern VIEW = Pattern.compile("(.+)@([0-9]{1,9})");
    private static final Pattern VHD_NAME = Pattern.compile(".*\\.(vhdx?|avhdx?|vud)");

    private final String name;
    private final String kind;
    private final RandomAccessData source;
    private final RandomAccessSource opened;
    private final long size;
    /** What was done with the logs of its layers: "replayed" or "ignored"; null if no layer has one that counts. */
    private final @Nullable String log;
    /** What makes its bytes or owners doubtful. */
    private final List<Finding> doubts;

    private ComparedDisk(
            String name,
            String kind,
            @Nullable String log,
            List<Finding> doubts,
            RandomAccessData source,
            RandomAccessSource opened)
            throws IOException {
        this.doubts = doubts;
        this.name = SafeText.escape(name);
        this.kind = kind;
        this.log = log;
        this.source = source;
        this.opened = opened;
        this.size = source.size();
    }

    /** Opens what an argument names. A file that is really called {@code x@1} is meant before a view of {@code x}. */
    static ComparedDisk open(String argument, ParentOptions parents, ParentOptions.@Nullable LogChoice log)
            throws IOException {
        try {
            Path whole = Path.of(argument);
            Matcher view = VIEW.matcher(argument);
            return Files.exists(whole) || !view.matches()
                    ? open(argument, whole, null, parents, log)
                    : open(argument, Path.of(view.group(1)), Integer.valueOf(view.group(2)), parents, log);
        } catch (InvalidPathException e) {
            throw parents.usage(argument + ": not a file name");
        }
    }

    private static ComparedDisk open(
            String name,
            Path file,
            @Nullable Integer layer,
            ParentOptions parents,
            ParentOptions.@Nullable LogChoice log)
            throws IOException {
        VirtualDisk disk;
        try {
            disk = parents.open(file, log);
        } catch (NotVhdException e) {
            if (layer != null
                    || VHD_NAME.matcher(file.toString().toLowerCase(Locale.ROOT))
                            .matches()) {
                throw e;
            }
            RandomAccessSource raw = RandomAccessSources.ofPath(file);
            return new ComparedDisk(name, "raw", null, List.of(), raw, raw);
        }
        try {
            int number = layer == null ? 0 : parents.layer(disk, layer, name);
            LayerFile top = disk.chain().layer(number).file();
            String kind = top.type() + " " + top.format() + ", layers: "
                    + (disk.chain().layers().size() - number);
            return new ComparedDisk(name, kind, log(disk, number), parents.doubts(), disk.asOf(number), disk);
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    /** What was done with the logs of the layers that are seen; all layers of a disk are opened by one rule. */
    private static @Nullable String log(VirtualDisk disk, int topLayer) {
        List<DiskLayer> layers = disk.chain().layers();
        for (DiskLayer layer : layers.subList(topLayer, layers.size())) {
            if (layer.file() instanceof VhdxFile vhdx && vhdx.logState() != VhdxFile.LogState.EMPTY) {
                return vhdx.logState().name().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    RandomAccessData source() {
        return source;
    }

    List<Finding> doubts() {
        return doubts;
    }

    long size() {
        return size;
    }

    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("kind", kind);
        fields.put("size", size);
        fields.put("log", log);
        return fields;
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }

    @Override
    public String toString() {
        return name + " (" + kind + ", " + size + " bytes" + (log == null ? "" : ", log " + log) + ")";
    }
}

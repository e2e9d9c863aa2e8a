package io.github.vhdlayers.rows;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows that the listing of a lab makes: what a layer's file says of itself, and its chain. */
final class LayerRows {
    private LayerRows() {}

    static Row layer(String key, VirtualDisk disk) {
        LayerFile file = disk.chain().leaf().file();
        ParentReference parent = file.type() == DiskType.DIFFERENCING ? ParentReference.of(file) : null;
        return new Row()
                .with("layer_key", key)
                .with("uuid", file.uniqueId().isNull() ? null : file.uniqueId().toString())
                .with("parent_uuid", parent == null ? null : parent.parentId().toString())
                .with("parent_name", parent == null ? null : String.join(", ", parent.baseNames()))
                .with("file_bytes", file.fileSize())
                .with("format", word(file.format()))
                .with("type", file.type().toString())
                .with("creator", file.creatorText())
                .with("created", file.created() == null ? null : file.created().toString())
                .with("virtual_size", disk.size())
                .with(
                        "findings",
                        file.findings().stream()
                                .map(Finding::code)
                                .distinct()
                                .map(Enum::name)
                                .toList())
                .with("paths", null)
                .with(RowTable.ERROR_CODE, null)
                .with(RowTable.ERROR, null);
    }

    static Row chain(LayerChain chain, VirtualDisk disk) {
        MissingParent missing = disk.chain().missingParent();
        List<ChainLink> links = disk.chain().links();
        return new Row()
                .with("leaf_key", chain.leaf())
                .with("depth", (long) chain.keys().size())
                .with("layer_keys", chain.keys())
                .with("paths", chain.paths().stream().map(Path::toString).toList())
                .with("base_key", chain.complete() ? chain.last() : null)
                .with("complete", chain.complete())
                .with(
                        "parent_status",
                        missing == null ? "found" : word(missing.problem().code()))
                .with("id_verdicts", links.stream().map(link -> word(link.id())).toList())
                .with(
                        "time_verdicts",
                        links.stream().map(link -> word(link.time())).toList())
                .with(
                        "size_verdicts",
                        links.stream().map(link -> word(link.size())).toList())
                .with(RowTable.ERROR_CODE, null)
                .with(RowTable.ERROR, null);
    }

    /** A row of a disk that cannot be read: all that is unknown is null. */
    static Row unread(RowTable table, String key, @Nullable String code, String error) {
        Row row = new Row();
        for (Column column : table.columns()) {
            row.with(column.name(), null);
        }
        return row.with(table.keyColumn(), key).with(RowTable.ERROR_CODE, code).with(RowTable.ERROR, error);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

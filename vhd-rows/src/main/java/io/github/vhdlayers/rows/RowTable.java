package io.github.vhdlayers.rows;

import static io.github.vhdlayers.rows.Column.flag;
import static io.github.vhdlayers.rows.Column.number;
import static io.github.vhdlayers.rows.Column.numbers;
import static io.github.vhdlayers.rows.Column.text;
import static io.github.vhdlayers.rows.Column.texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tables of a lab, and their columns. Every table ends with {@code error_code} and {@code error}: a disk that cannot be read is a
 * row with what stands in the way, and nulls in place of what is unknown.
 */
public enum RowTable {
    /** A row for each file that is a disk, or a damaged one: its chain, and the owners of its sectors. */
    DISKS(
            "path",
            text("path"),
            text("layer_key"),
            text("uuid"),
            text("format"),
            text("type"),
            number("file_bytes"),
            number("virtual_size"),
            number("depth"),
            text("base_key"),
            flag("complete"),
            text("parent_status"),
            number("own_sectors"),
            number("below_sectors"),
            number("unwritten_sectors"),
            number("unknown_sectors"),
            number("runs")),
    /** A row for each layer: what its file says of itself. Copies of a file with one key are one row with several paths. */
    LAYERS(
            "layer_key",
            text("layer_key"),
            text("uuid"),
            text("parent_uuid"),
            text("parent_name"),
            number("file_bytes"),
            text("format"),
            text("type"),
            text("creator"),
            text("created"),
            number("virtual_size"),
            texts("findings"),
            texts("paths")),
    /** A row for each layer as the leaf of a chain: the layers, leaf first. */
    CHAINS(
            "leaf_key",
            text("leaf_key"),
            number("depth"),
            texts("layer_keys"),
            texts("paths"),
            text("base_key"),
            flag("complete"),
            text("parent_status"),
            texts("id_verdicts"),
            texts("time_verdicts"),
            texts("size_verdicts")),
    /** The owners of a disk's sectors, as runs: sorted, disjoint and without gaps. */
    RUNS(
            "leaf_key",
            text("leaf_key"),
            number("first_sector"),
            number("sectors"),
            text("kind"),
            number("owner_index"),
            text("owner_key"),
            number("file_sector"),
            text("cause")),
    /** The partitions of a disk, its table and the gaps between, with their owners. */
    PARTITIONS(
            "leaf_key",
            text("leaf_key"),
            text("region"),
            number("number"),
            text("kind"),
            text("type"),
            text("file_system"),
            text("label"),
            number("first_sector"),
            number("sectors"),
            text("change"),
            numbers("owners"),
            number("owned_sectors"),
            number("changed_sectors")),
    /** The blocks of which a layer owns sectors, with the SHA-256 of those. */
    BLOCKS(
            "layer_key",
            text("layer_key"),
            number("block"),
            number("first_sector"),
            number("sectors"),
            number("owned_sectors"),
            text("sha256"),
            flag("zero")),
    /** What a layer did to the files inside. */
    FILES(
            "layer_key",
            text("layer_key"),
            text("volume"),
            number("address"),
            number("sequence"),
            text("stream"),
            text("path"),
            text("former_path"),
            text("kind"),
            number("size"),
            text("status"),
            texts("reasons"),
            text("modified"),
            text("accessed"),
            text("changed"),
            text("created"),
            number("content_sectors"),
            number("owned"),
            number("changed_sectors"),
            numbers("owners"),
            text("sha256"),
            text("problem"),
            text("doubt"));

    /** The column with the stable code of what stands in the way of a disk; null if nothing does, or it is the machine. */
    public static final String ERROR_CODE = "error_code";

    /** The column that says what stands in the way; null if nothing does. */
    public static final String ERROR = "error";

    private final String keyColumn;

    @SuppressWarnings("ImmutableEnumChecker") // It is a copy that cannot be changed.
    private final List<Column> columns;

    RowTable(String keyColumn, Column... columns) {
        this.keyColumn = keyColumn;
        List<Column> all = new ArrayList<>(List.of(columns));
        all.add(text(ERROR_CODE));
        all.add(text(ERROR));
        this.columns = List.copyOf(all);
    }

    /** The table of a name such as {@code layers}, whatever its case. */
    public static RowTable named(String name) {
        for (RowTable table : values()) {
            if (table.name().equalsIgnoreCase(name)) {
                return table;
            }
        }
        throw new IllegalArgumentException("there is no table " + name + "; there are: "
                + String.join(
                        ", ", List.of(values()).stream().map(RowTable::toString).toList()));
    }

    /** The columns, in their order. */
    public List<Column> columns() {
        return columns;
    }

    /** The column that says which disk a row is of: {@code path}, {@code layer_key} or {@code leaf_key}. */
    public String keyColumn() {
        return keyColumn;
    }

    /** Whether rows of a part of a disk can be made without those of the others. */
    public boolean isDivisible() {
        return this == RUNS || this == BLOCKS;
    }

    /** The table's name, in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

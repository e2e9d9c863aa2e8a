package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FileOwnership.SectorTally;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.tool.output.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a list of files, for a person and for programs. For one thread. */
final class FileColumns {
    /** A file as it is, and as it was before the layer, which is null if nothing of it is known to differ. */
    record Listed(FileRow row, @Nullable FileState former) {
        FileOwnership file() {
            return row.file();
        }

        FileState state() {
            return row.state();
        }

        @Nullable
        String hash(HashAlgorithm algorithm) {
            return row.hashes().get(algorithm);
        }
    }

    private static final List<Column<FileTimes>> TIMES = List.of(
            Column.word("modified", FileTimes::modified),
            Column.word("accessed", FileTimes::accessed),
            Column.word("changed", FileTimes::changed),
            Column.word("created", FileTimes::created));

    /** What is recorded of a file beside its name and size. */
    private static final List<Column<FileState>> RECORDED = List.of(
            Column.word("modified", state -> state.times().modified()),
            Column.word("accessed", state -> state.times().accessed()),
            Column.word("changed", state -> state.times().changed()),
            Column.word("created", state -> state.times().created()),
            Column.word("owner", state -> state.details().owner()),
            Column.word("group", state -> state.details().group()),
            Column.word("mode", FileState::mode));

    private static final Column<FileState> FORMER_PATH = Column.text("path", FileState::path);
    private static final Column<FileState> FORMER_SIZE = Column.number("size", FileState::size);
    private static final List<Column<FileState>> FORMER =
            joined(List.of(List.of(FORMER_PATH, Column.word("path_hex", FileState::pathHex), FORMER_SIZE), RECORDED));

    private static final List<Column<Listed>> HASHES = List.of(
            Column.word("md5", one -> one.hash(HashAlgorithm.MD5)),
            Column.word("sha1", one -> one.hash(HashAlgorithm.SHA1)),
            Column.word("sha256", one -> one.hash(HashAlgorithm.SHA256)),
            Column.flag("known", one -> one.row().hashes().known()));

    private static final List<Column<SectorTally>> TALLY = List.of(
            Column.number("sectors", SectorTally::sectors),
            Column.number("owned", SectorTally::owned),
            Column.number("changed", SectorTally::changed),
            Column.map("layers", tally -> tally.isKnownInPart() ? tally.byLayer() : null),
            // Of the unknown sectors some may be unwritten.
            Column.number(
                    "unwritten",
                    tally -> tally.isKnownInPart() && (tally.unwritten() > 0 || tally.unknown() == 0)
                            ? tally.unwritten()
                            : null),
            Column.number("unknown", tally -> tally.isKnownInPart() ? tally.unknown() : null));

    private @Nullable SectorTally lastTally;
    private String lastLayers = "";

    /** What has room on a wide terminal. */
    List<Column<Listed>> wide() {
        return List.of(
                Column.<Listed>word("status", FileColumns::status).left(17),
                Column.<Listed>number("size", one -> one.file().size())
                        .right(14)
                        .behind(" ")
                        .orElse("unknown"),
                count("sectors", one -> one.file().content().sectors()),
                count("owned", one -> one.file().owned()),
                count("changed", one -> one.file().changed()),
                count("metadata", one -> one.file().metadata().owned()),
                Column.<Listed>word("layers", one -> layersOf(one.file().content()))
                        .left(16)
                        .behind("  "),
                Column.<Listed>text("path", one -> one.row().path()).behind(" "));
    }

    /** For a terminal in which more columns leave no room for paths. */
    static List<Column<Listed>> narrow() {
        return List.of(
                Column.<Listed>word("status", FileColumns::status).left(17),
                Column.<Listed>number("size", one -> one.file().size())
                        .right(14)
                        .behind(" ")
                        .orElse("unknown"),
                Column.<Listed>text("path", one -> one.row().path()).behind("  "));
    }

    private static Column<Listed> count(String name, Column.Value<Listed> value) {
        return Column.number(name, value).right(10).behind(" ").orElse("unknown");
    }

    /** The columns of comma-separated values. */
    List<Column<Listed>> plain() {
        List<Column<Listed>> columns = new ArrayList<>(List.of(
                Column.text("path", one -> one.row().path()),
                Column.word("kind", one -> kind(one.file())),
                Column.number("size", one -> one.file().size()),
                Column.word("status", one -> one.file().status()),
                Column.number("content_sectors", one -> one.file().content().sectors()),
                Column.number("owned_sectors", one -> one.file().owned()),
                Column.number("changed_sectors", one -> one.file().changed()),
                Column.word("layers", one -> layersOf(one.file().content())),
                Column.flag("allocated", one -> one.file().allocated()),
                Column.word("path_hex", one -> hex(one.file())),
                Column.number("slack_sectors", one -> one.file().slack().sectors()),
                Column.number("slack_owned", one -> one.file().slack().owned()),
                Column.number("slack_changed", one -> one.file().slack().changed()),
                Column.number("metadata_sectors", one -> one.file().metadata().sectors()),
                Column.number("metadata_owned", one -> one.file().metadata().owned()),
                Column.number("metadata_changed", one -> one.file().metadata().changed()),
                Column.text(
                        "doubt",
                        one -> one.file().doubt() == null
                                ? null
                                : SafeText.escape(one.file().doubt())),
                Column.words("reasons", one -> WhatHappened.reasons(one.file())),
                FORMER_PATH.in(Listed::former).prefixed("former_"),
                FORMER_SIZE.in(Listed::former).prefixed("former_")));
        for (Column<FileState> column : RECORDED) {
            columns.add(column.in(Listed::state));
            columns.add(column.in(Listed::former).prefixed("former_"));
        }
        columns.add(Column.number("made_in_layer", one -> one.file().madeIn()));
        columns.add(Column.number("gone_in_layer", one -> one.file().goneIn()));
        columns.addAll(HASHES);
        return columns;
    }

    /** The fields of a file in JSON. */
    static List<Column<Listed>> fields() {
        return joined(List.of(
                List.of(
                        Column.text("path", one -> one.row().path()),
                        Column.word("path_hex", one -> hex(one.file())),
                        Column.word("kind", one -> kind(one.file())),
                        Column.number("size", one -> one.file().size()),
                        Column.word("status", one -> one.file().status()),
                        Column.words("reasons", one -> WhatHappened.reasons(one.file())),
                        Column.number("made_in_layer", one -> one.file().madeIn()),
                        Column.number("gone_in_layer", one -> one.file().goneIn()),
                        Column.flag("allocated", one -> one.file().allocated()),
                        Column.number(
                                "metadata_address",
                                one -> one.file().file().name().address())),
                RECORDED.stream()
                        .map(column -> column.<Listed>in(Listed::state))
                        .toList(),
                List.of(
                        Column.text("link_target", one -> one.state().linkTarget()),
                        Column.word("object_id", one -> one.state().details().objectId()),
                        Column.row("name_times", one -> one.state().nameTimes(), TIMES),
                        Column.row("former", Listed::former, FORMER),
                        Column.flag(
                                "resident",
                                one -> one.file().stream() != null
                                        && one.file().stream().resident()),
                        Column.number("owned", one -> one.file().owned()),
                        Column.number("changed_sectors", one -> one.file().changed()),
                        Column.row("content", one -> one.file().content(), TALLY),
                        Column.row("slack", one -> one.file().slack(), TALLY),
                        Column.row("metadata", one -> one.file().metadata(), TALLY)),
                HASHES,
                List.of(Column.text("problem", one -> one.file().problem()), Column.text("doubt", one -> one.file()
                        .doubt()))));
    }

    private static <R> List<Column<R>> joined(List<List<Column<R>>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private static String status(Listed one) {
        FileOwnership file = one.file();
        return file.doubt() == null ? file.status().toString() : file.status() + "?";
    }

    private static String kind(FileOwnership file) {
        boolean main = file.stream() == null || file.stream().name().isEmpty();
        return main ? file.file().kind().toString() : "stream";
    }

    /** The bytes of the path and the stream's name if the path is printed in escapes, otherwise null. */
    private static @Nullable String hex(FileOwnership file) {
        return file.printedPath().equals(file.path()) ? null : PathText.hex(file.path());
    }

    /** The text of a tally; most files have the tally of the file before. */
    @SuppressWarnings("ReferenceEquality") // an equal one that is another object is only written out again
    private String layersOf(SectorTally tally) {
        if (tally != lastTally) {
            lastLayers = layers(tally);
            lastTally = tally;
        }
        return lastLayers;
    }

    /** Sectors by owner: {@code 0:8 1:120 unwritten:4}. */
    private static String layers(SectorTally tally) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Integer, Long> layer : tally.byLayer().entrySet()) {
            add(text, layer.getKey().toString(), layer.getValue());
        }
        if (tally.unwritten() > 0) {
            add(text, "unwritten", tally.unwritten());
        }
        if (tally.unknown() > 0) {
            add(text, "unknown", tally.unknown());
        }
        return !text.isEmpty() ? text.toString() : tally.sectors() == null ? "unknown" : "-";
    }

    private static void add(StringBuilder text, String owner, long sectors) {
        text.append(text.isEmpty() ? "" : " ").append(owner).append(':').append(sectors);
    }
}

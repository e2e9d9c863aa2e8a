package io.github.vhdlayers.tika.pipes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.rows.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.tika.exception.TikaConfigException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.pipes.emitter.TikaEmitterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.helpers.DefaultHandler;

/** Rows, keys and settings, without a lab. */
class StoreTest {
    private static final String KEY = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    @Test
    void aRowIsReadAsItWasWritten() throws IOException {
        RowStore store = new RowStore(folder.resolve("store"));
        assertEquals(List.of(), store.all(RowStore.FILES, KEY));
        store.write(
                RowStore.FILES, KEY, List.of(new Row().with("a", "x\n\u0000\"").with("b", null), new Row()));
        assertEquals(
                "[{\"a\":\"x\\n\\u0000\\\"\",\"b\":null}, {}]",
                store.all(RowStore.FILES, KEY).toString());
        store.write(RowStore.TEXTS, KEY, List.of(new Row().with("text", "half \uD800 a character")));
        assertEquals(
                "half \uFFFD a character",
                store.all(RowStore.TEXTS, KEY).get(0).path("text").asText());
    }

    @Test
    void rowsThatWereNotFinishedLeaveNothing() throws IOException {
        RowStore store = new RowStore(folder);
        try (RowFile file = store.begin(RowStore.FILES, KEY)) {
            file.add(new Row());
        }
        assertFalse(store.has(RowStore.FILES, KEY));
        try (Stream<Path> left = Files.list(folder.resolve(RowStore.FILES))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aKeyLeadsOutOfNoFolder() {
        RowStore store = new RowStore(folder);
        for (String key : new String[] {"", "..", "../" + KEY, KEY + "/x", KEY.toUpperCase(Locale.ROOT), "walk-"}) {
            assertThrows(IllegalArgumentException.class, () -> store.has(RowStore.TEXTS, key), key);
        }
        VhdRowsEmitter emitter = new VhdRowsEmitter();
        emitter.setStore(folder.toString());
        for (String key : new String[] {"content/../../x", "x", KEY}) {
            assertThrows(
                    TikaEmitterException.class, () -> emitter.emit(key, List.of(new Metadata()), new ParseContext()));
        }
    }

    @Test
    void anyPathPassesThroughATaskKey() {
        for (String path : new String[] {"/a|b%7C.txt", "/\u00e4 \u65e5 +&=", "/x\\u{202E}", "/|||||"}) {
            TaskKey.Content key = new TaskKey.Content(KEY, "vg|0/root", 5, -7, path, "|s%");
            assertEquals(key, TaskKey.parse(key.toString()));
        }
        assertEquals(new TaskKey.Walk(KEY), TaskKey.parse("walk|" + KEY));
        for (String none : new String[] {"", "walk|x", KEY + "|p1|x|0|/a|", KEY + "|p1|1|0|/a", KEY + "|%|1|0|/a|"}) {
            assertNull(TaskKey.parse(none), none);
        }
    }

    @Test
    void aWalkComesFromTheFetcherAlone() {
        assertThrows(TikaException.class, () -> {
            try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(KEY.getBytes(US_ASCII)))) {
                new VhdWalkParser().parse(stream, new DefaultHandler(), new Metadata(), new ParseContext());
            }
        });
    }

    @Test
    void theStoreIsNotAmongTheEvidence() {
        VhdPipesIterator iterator = new VhdPipesIterator();
        iterator.setFetcherName("vhd");
        iterator.setEmitterName("rows");
        iterator.setDisks(folder.toString());
        iterator.setStore(folder.resolve("below").toString());
        TikaConfigException e =
                assertThrows(TikaConfigException.class, () -> iterator.checkInitialization((name, message) -> {}));
        assertTrue(String.valueOf(e.getMessage()).contains("evidence"), e::getMessage);
        assertThrows(IllegalArgumentException.class, () -> iterator.setShard("3/2"));
        assertThrows(IllegalArgumentException.class, () -> iterator.setShard("0/2"));
        assertThrows(IllegalArgumentException.class, () -> iterator.setShard("1"));
    }

    @Test
    void failuresAreCountedUntilOneGoesWell() throws IOException {
        TaskLog log = new TaskLog(new RowStore(folder));
        String task = "walk-" + KEY;
        log.succeeded(task, 1);
        assertEquals(0, log.attempts(task), "no row for what went well at once");
        assertFalse(log.store().has(RowStore.TASKS, task));
        log.failed(task, "timeout", 1, null);
        log.failed(task, "crash", 1, "signal 11");
        assertEquals(2, log.attempts(task));
        log.succeeded(task, 1);
        assertEquals(0, log.attempts(task));
        assertEquals(
                "ok", log.store().all(RowStore.TASKS, task).get(0).path("state").asText());
    }

    @Test
    void everyDocumentOfAContentIsARow() throws Exception {
        VhdRowsEmitter emitter = new VhdRowsEmitter();
        emitter.setStore(folder.toString());
        Metadata outer = new Metadata();
        outer.set(TikaCoreProperties.TIKA_CONTENT, "outer");
        outer.add("many", "1");
        outer.add("many", "2");
        Metadata inner = new Metadata();
        inner.set(TikaCoreProperties.EMBEDDED_RESOURCE_PATH, "/inner.txt");
        inner.set(TikaCoreProperties.CONTAINER_EXCEPTION, "broken");
        emitter.emit("content/" + KEY, List.of(outer, inner), new ParseContext());
        var rows = new RowStore(folder).all(RowStore.TEXTS, KEY);
        assertEquals(
                List.of("", "/inner.txt"),
                rows.stream().map(row -> row.path("embedded_path").asText()).toList());
        assertEquals(
                List.of("ok", "exception"),
                rows.stream().map(row -> row.path("status").asText()).toList());
        assertEquals("[\"1\",\"2\"]", rows.get(0).path("metadata").path("many").toString());
        emitter.initialize(Map.of());
    }
}

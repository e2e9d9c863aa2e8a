package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.rows.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.tika.Tika;
import org.apache.tika.config.Field;
import org.apache.tika.config.Initializable;
import org.apache.tika.config.InitializableProblemHandler;
import org.apache.tika.config.Param;
import org.apache.tika.exception.TikaConfigException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.pipes.emitter.AbstractEmitter;
import org.apache.tika.pipes.emitter.TikaEmitterException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a content's text: one for the content, and one for each document embedded in it. The key is {@code content/} and
 * the SHA-256. What is emitted for a walk is not kept: its rows are in the store already.
 *
 * <p>Thread-safe once it is set up.
 */
public final class VhdRowsEmitter extends AbstractEmitter implements Initializable {
    static final String CONTENT = "content/";
    static final String WALK = "walk/";

    private @Nullable Path store;

    /** An emitter without a store, which has to be set. */
    public VhdRowsEmitter() {}

    /** Sets the folder with the rows. */
    @Field
    public void setStore(String folder) {
        store = Path.of(folder);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Tika declares it
    public void initialize(Map<String, Param> params) throws TikaConfigException {}

    @Override
    public void checkInitialization(InitializableProblemHandler handler) throws TikaConfigException {
        if (store == null) {
            throw new TikaConfigException("VhdRowsEmitter needs the parameter store");
        }
    }

    @Override
    public void emit(String emitKey, List<Metadata> documents, ParseContext context)
            throws IOException, TikaEmitterException {
        if (emitKey.startsWith(WALK)) {
            return;
        }
        String sha256 = emitKey.startsWith(CONTENT) ? emitKey.substring(CONTENT.length()) : "";
        if (!RowStore.isKey(sha256)) {
            throw new TikaEmitterException("no key of a content: " + emitKey);
        }
        List<Row> rows = new ArrayList<>();
        for (Metadata document : documents) {
            rows.add(row(sha256, document));
        }
        new RowStore(Objects.requireNonNull(store)).write(RowStore.TEXTS, sha256, rows);
    }

    private static Row row(String sha256, Metadata document) {
        String path = document.get(TikaCoreProperties.EMBEDDED_RESOURCE_PATH);
        String failure = document.get(TikaCoreProperties.CONTAINER_EXCEPTION);
        Map<String, Object> all = new TreeMap<>();
        for (String name : document.names()) {
            if (!name.equals(TikaCoreProperties.TIKA_CONTENT.getName())) {
                String[] values = document.getValues(name);
                all.put(name, values.length == 1 ? values[0] : List.of(values));
            }
        }
        return new Row()
                .with("sha256", sha256)
                .with("embedded_path", path == null ? "" : path)
                .with("text", document.get(TikaCoreProperties.TIKA_CONTENT))
                .with("media_type", document.get(Metadata.CONTENT_TYPE))
                .with("status", failure == null ? "ok" : "exception")
                .with("metadata", all)
                .with("tika_version", Tika.getString());
    }
}

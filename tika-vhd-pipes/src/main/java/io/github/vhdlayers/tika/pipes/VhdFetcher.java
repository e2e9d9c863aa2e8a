package io.github.vhdlayers.tika.pipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.rows.LabFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.apache.tika.config.Field;
import org.apache.tika.config.Initializable;
import org.apache.tika.config.InitializableProblemHandler;
import org.apache.tika.config.Param;
import org.apache.tika.exception.TikaConfigException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.pipes.fetcher.AbstractFetcher;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one content of a file inside a disk, as one layer left it: the key names layer, volume, address, sequence, path and stream,
 * as {@link VhdPipesIterator} makes it. Also gives the walks to {@link VhdWalkParser}. Only layers that the store lists are opened.
 *
 * <p>For one thread at a time; each of Tika's processes has its own. A few chains stay open between calls.
 */
public final class VhdFetcher extends AbstractFetcher implements Initializable {
    private static final int BUFFER_BYTES = 1 << 16;

    private @Nullable Path store;
    private int openChains = 4;
    private @Nullable OpenChains chains;
    /** One for all tasks of this process: children of one base come one after another. Open as long as the process runs. */
    private final LabFiles files = new LabFiles();

    /** A fetcher without a store, which has to be set. */
    public VhdFetcher() {}

    /** Sets the folder with the rows. */
    @Field
    public void setStore(String folder) {
        store = Path.of(folder);
    }

    /** Sets how many chains stay open; 4 unless set. Each keeps a file open for every layer. */
    @Field
    public void setOpenChains(int number) {
        openChains = number;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Tika declares it
    public void initialize(Map<String, Param> params) throws TikaConfigException {
        if (store != null) {
            chains = new OpenChains(new RowStore(store), files, openChains);
        }
    }

    @Override
    public void checkInitialization(InitializableProblemHandler handler) throws TikaConfigException {
        if (store == null) {
            throw new TikaConfigException("VhdFetcher needs the parameter store");
        }
    }

    @Override
    public synchronized InputStream fetch(String fetchKey, Metadata metadata, ParseContext context)
            throws TikaException, IOException {
        TaskKey key = TaskKey.parse(fetchKey);
        if (key == null || chains == null || store == null) {
            throw new TikaException("no content of a disk: " + fetchKey);
        }
        if (key instanceof TaskKey.Walk walk) {
            metadata.set(TikaCoreProperties.CONTENT_TYPE_USER_OVERRIDE, VhdWalkParser.TYPE.toString());
            context.set(WalkOrder.class, new WalkOrder(store.toString(), walk.layer(), files));
            return TikaInputStream.get(walk.layer().getBytes(UTF_8));
        }
        TaskKey.Content content = (TaskKey.Content) key;
        RandomAccessSource source = chains.content(content);
        String path = content.path();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, path.substring(path.lastIndexOf('/') + 1));
        return TikaInputStream.get(new Content(source), new TemporaryResources(), metadata);
    }

    /** A content's bytes, with the content closed behind them. */
    private static final class Content extends BufferedInputStream {
        private final RandomAccessSource source;

        Content(RandomAccessSource source) throws IOException {
            super(RandomAccessSources.inputStream(source), BUFFER_BYTES);
            this.source = source;
        }

        @Override
        public void close() throws IOException {
            try (source) {
                super.close();
            }
        }
    }
}

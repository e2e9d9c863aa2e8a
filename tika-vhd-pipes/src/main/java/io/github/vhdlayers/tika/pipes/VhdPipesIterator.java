package io.github.vhdlayers.tika.pipes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.rows.LayerChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.tika.config.Field;
import org.apache.tika.config.InitializableProblemHandler;
import org.apache.tika.exception.TikaConfigException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.pipes.FetchEmitTuple;
import org.apache.tika.pipes.HandlerConfig;
import org.apache.tika.pipes.emitter.EmitKey;
import org.apache.tika.pipes.fetcher.FetchKey;
import org.apache.tika.pipes.pipesiterator.PipesIterator;
import org.jspecify.annotations.Nullable;

/**
 * Offers the work of a lab: a walk for each layer, base by base and each before its children, and when a layer's rows are there, a task for each content that no
 * text is there of. What the store has is not offered again, and neither is what failed as often as is allowed. It reads headers and
 * block tables of disks and rows of the store, and opens no file system.
 *
 * <p>Needs {@link VhdTasksReporter}, or a walk that fails is waited for. For one thread.
 */
public final class VhdPipesIterator extends PipesIterator {
    private static final long POLL_MILLIS = 100;
    /** While walks are offered: looking at all of them for each would take longer than the walks. */
    private static final long LOOK_MILLIS = 1000;

    private final Offers offers = new Offers();
    private @Nullable Path disks;
    private @Nullable Path store;
    private Shard shard = Shard.WHOLE;
    private boolean contents = true;
    private long maxContentBytes = 1L << 30;
    private int maxAttempts = 2;

    /** An iterator without folders, which have to be set. */
    public VhdPipesIterator() {}

    /** Sets the folder that has the disks, in it and below it. */
    @Field
    public void setDisks(String folder) {
        disks = Path.of(folder);
    }

    /** Sets the folder with the rows; it is not in the folder of the disks. */
    @Field
    public void setStore(String folder) {
        store = Path.of(folder);
    }

    /**
     * Sets which part of the lab is offered, {@code I/N}: chains of one base are in one part, so that machines share no layer.
     *
     * @throws IllegalArgumentException if it is something else
     */
    @Field
    public void setShard(String part) {
        shard = Shard.of(part);
    }

    /** Sets whether contents are offered, not walks alone; true unless set. */
    @Field
    public void setContents(boolean offered) {
        contents = offered;
    }

    /** Sets how large a content may be that is offered; 1 GiB unless set. A larger one is a task with the state {@code too-large}. */
    @Field
    public void setMaxContentBytes(long bytes) {
        maxContentBytes = bytes;
    }

    /** Sets how often a task may fail before it is not offered any more; 2 unless set. */
    @Field
    public void setMaxAttempts(int attempts) {
        maxAttempts = attempts;
    }

    @Override
    public void checkInitialization(InitializableProblemHandler handler) throws TikaConfigException {
        super.checkInitialization(handler);
        if (disks == null || store == null) {
            throw new TikaConfigException("VhdPipesIterator needs the parameters disks and store");
        }
        if (store.toAbsolutePath().normalize().startsWith(disks.toAbsolutePath().normalize())) {
            throw new TikaConfigException("the store has to be outside of the folder of the disks, which are evidence");
        }
    }

    /** The tasks, each as soon as it is offered. To be called once. */
    @Override
    public Iterator<FetchEmitTuple> iterator() {
        offers.begin(() -> {
            enqueue();
            return 0;
        });
        return offers;
    }

    @Override
    protected void enqueue() throws IOException, InterruptedException {
        if (disks == null || store == null) {
            throw new IOException("VhdPipesIterator needs the parameters disks and store");
        }
        new Run(new RowStore(store)).all(disks);
    }

    /** One pass over the lab. */
    private final class Run {
        private final RowStore rows;
        private final TaskLog log;
        private final Set<String> offered = new HashSet<>();

        /** Walks that were offered, and how often each had failed before. */
        private final Map<LayerChain, Integer> walking = new LinkedHashMap<>();

        private long lookedNanos = System.nanoTime();

        Run(RowStore rows) {
            this.rows = rows;
            this.log = new TaskLog(rows);
        }

        void all(Path folder) throws IOException, InterruptedException {
            for (LayerChain chain : LabStore.list(folder, rows)) {
                if (!shard.has(chain)) {
                    continue;
                }
                if (isWalked(chain)) {
                    offerContents(chain);
                } else if (log.attempts("walk-" + chain.leaf()) < maxAttempts) {
                    offerWalk(chain);
                }
                if (System.nanoTime() - lookedNanos > TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
                    takeWalked();
                }
            }
            while (!walking.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                takeWalked();
            }
        }

        private void offerWalk(LayerChain chain) throws IOException, InterruptedException {
            String task = "walk-" + chain.leaf();
            walking.put(chain, log.attempts(task));
            offer(task, new TaskKey.Walk(chain.leaf()), VhdRowsEmitter.WALK + chain.leaf());
        }

        /** Goes on with the layers of which the walk has ended. */
        private void takeWalked() throws IOException, InterruptedException {
            List<LayerChain> ended = new ArrayList<>();
            for (Map.Entry<LayerChain, Integer> walk : walking.entrySet()) {
                LayerChain chain = walk.getKey();
                if (isWalked(chain) || log.attempts("walk-" + chain.leaf()) > walk.getValue()) {
                    ended.add(chain);
                }
            }
            lookedNanos = System.nanoTime();
            for (LayerChain chain : ended) {
                walking.remove(chain);
                if (isWalked(chain)) {
                    offerContents(chain);
                }
            }
        }

        /** Whether the layer's rows are there, and were made over the same parents. */
        private boolean isWalked(LayerChain chain) throws IOException {
            List<JsonNode> walk = rows.all(RowStore.WALKS, chain.leaf());
            if (walk.size() != 1) {
                return false;
            }
            List<String> keys = new ArrayList<>();
            walk.get(0).path("layer_keys").forEach(key -> keys.add(key.asText()));
            return keys.equals(chain.keys())
                    && walk.get(0).path("chain_complete").asBoolean() == chain.complete();
        }

        private void offerContents(LayerChain chain) throws IOException, InterruptedException {
            if (!contents) {
                return;
            }
            // Contents are few beside rows, and the queue may wait for long: no file is kept open meanwhile.
            Map<String, TaskKey.Content> wanted = new LinkedHashMap<>();
            rows.read(RowStore.FILES, chain.leaf(), row -> {
                String sha256 = row.path("sha256").asText("");
                long size = row.path("size").asLong();
                if (RowStore.isKey(sha256) && size > 0 && offered.add(sha256) && isWanted(sha256, size)) {
                    wanted.put(sha256, key(row));
                }
            });
            for (Map.Entry<String, TaskKey.Content> one : wanted.entrySet()) {
                String sha256 = one.getKey();
                // Another machine may have been faster.
                if (!rows.has(RowStore.TEXTS, sha256)) {
                    offer("content-" + sha256, one.getValue(), VhdRowsEmitter.CONTENT + sha256);
                }
            }
        }

        private boolean isWanted(String sha256, long size) throws IOException {
            String task = "content-" + sha256;
            if (rows.has(RowStore.TEXTS, sha256) || log.attempts(task) >= maxAttempts) {
                return false;
            }
            if (size > maxContentBytes) {
                if (log.attempts(task) == 0) {
                    log.failed(task, "too-large", 0, size + " bytes are more than " + maxContentBytes);
                }
                return false;
            }
            return true;
        }

        private static TaskKey.Content key(JsonNode row) {
            return new TaskKey.Content(
                    row.path("layer_key").asText(),
                    row.path("volume").asText(),
                    row.path("address").asLong(),
                    row.path("sequence").asLong(),
                    row.path("path").asText(),
                    row.path("stream").asText());
        }

        private void offer(String task, TaskKey key, String emitKey) throws InterruptedException {
            ParseContext context = new ParseContext();
            context.set(HandlerConfig.class, getHandlerConfig());
            offers.add(new FetchEmitTuple(
                    task,
                    new FetchKey(getFetcherName(), key.toString()),
                    new EmitKey(getEmitterName(), emitKey),
                    new Metadata(),
                    context,
                    getOnParseException()));
        }
    }
}

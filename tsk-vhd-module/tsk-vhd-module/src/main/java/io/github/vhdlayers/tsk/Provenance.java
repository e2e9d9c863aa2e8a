package io.github.vhdlayers.tsk;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.SectorCounts;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a data source comes from. It is kept in the case, in the settings of the data source's acquisition tool, and is what a chain is
 * found and proven by when the case is opened again.
 *
 * @param strategy how the chain is in the case
 * @param layers the files, leaf first
 * @param orphanFill the byte, 0 to 255, that stands for what is unknown; null if nothing is
 * @param copy the raw copy's path, or null if there is none
 * @param sha256 the merged disk's hash, or null if it was not read as a whole
 */
public record Provenance(
        Strategy strategy,
        List<Layer> layers,
        @Nullable Integer orphanFill,
        @Nullable String copy,
        @Nullable String sha256) {
    private static final String KEY = "vhdLayers";
    /** The way to parse that is also in the version that the datamodel 4.12.1 brings. */
    private static final Gson PARSER = new Gson();

    private static final String NOT_RECORDED = "not recorded";

    /** Keeps an unmodifiable copy of the list. */
    public Provenance {
        layers = List.copyOf(layers);
    }

    /**
     * One file of the chain.
     *
     * @param index 0 for the leaf
     * @param path where it was
     * @param id its unique id, with the bytes of a GUID in Microsoft's order, or "not recorded"
     * @param created when it was made, by its footer, in ISO 8601, or "not recorded"
     * @param type fixed, dynamic or differencing
     * @param fileBytes the file's size
     * @param ownedSectors how many sectors of the merged disk are its; null if that is not known, because its file or a newer one is damaged
     * @param sha256 the file's hash, or null if it was not hashed
     * @param contentId the id of the file in the case; null if it is not a file in a data source of the case
     */
    public record Layer(
            int index,
            String path,
            String id,
            String created,
            String type,
            long fileBytes,
            @Nullable Long ownedSectors,
            @Nullable String sha256,
            @Nullable Long contentId) {}

    /** What a chain says of itself. */
    static Provenance of(
            Strategy strategy,
            ChainFiles files,
            MergedSource disk,
            List<@Nullable String> layerHashes,
            @Nullable Byte fill,
            long unknown)
            throws IOException {
        SectorCounts summary = disk.ownership().summary();
        List<Layer> layers = new ArrayList<>();
        for (DiskLayer layer : disk.chain().layers()) {
            layers.add(new Layer(
                    layer.index(),
                    layer.name(),
                    orNotRecorded(layer.file().uniqueId()),
                    orNotRecorded(layer.file().created()),
                    name(layer.file().type()),
                    layer.file().fileSize(),
                    summary.isKnown(layer.index()) ? Long.valueOf(summary.sectorsOf(layer.index())) : null,
                    layerHashes.isEmpty() ? null : layerHashes.get(layer.index()),
                    files.contentId(layer)));
        }
        return new Provenance(strategy, layers, fill == null || unknown == 0 ? null : fill & 0xFF, null, null);
    }

    static String orNotRecorded(UniqueId id) {
        return id.isNull() ? NOT_RECORDED : id.toMixedEndianString();
    }

    private static String orNotRecorded(@Nullable Instant time) {
        return time == null ? NOT_RECORDED : time.toString();
    }

    private static String name(DiskType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** The same, of a data source that was copied. */
    Provenance copied(String path, String hash) {
        return new Provenance(Strategy.COPY, layers, orphanFill, path, hash);
    }

    /** The leaf. */
    public Layer leaf() {
        return layers.get(0);
    }

    /**
     * As JSON.
     *
     * @param settings what the case holds so far: other programs' keys in it are kept
     */
    String merge(@Nullable String settings) {
        JsonObject all = object(settings);
        if (all == null) {
            all = new JsonObject();
        }
        all.add(KEY, json());
        return all.toString();
    }

    private JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("strategy", strategy.toString());
        json.addProperty("orphanFill", orphanFill);
        json.addProperty("copy", copy);
        json.addProperty("sha256", sha256);
        JsonArray array = new JsonArray();
        for (Layer layer : layers) {
            JsonObject one = new JsonObject();
            one.addProperty("index", layer.index());
            one.addProperty("path", layer.path());
            one.addProperty("id", layer.id());
            one.addProperty("created", layer.created());
            one.addProperty("type", layer.type());
            one.addProperty("fileBytes", layer.fileBytes());
            one.addProperty("ownedSectors", layer.ownedSectors());
            one.addProperty("sha256", layer.sha256());
            if (layer.contentId() != null) {
                one.addProperty("contentId", layer.contentId());
            }
            array.add(one);
        }
        json.add("layers", array);
        return json;
    }

    /** What the settings of an acquisition tool hold; null if they are not ours. */
    static @Nullable Provenance parse(@Nullable String settings) {
        JsonObject all = object(settings);
        if (all == null || !(all.get(KEY) instanceof JsonObject json)) {
            return null;
        }
        try {
            List<Layer> layers = new ArrayList<>();
            for (JsonElement element : json.getAsJsonArray("layers")) {
                JsonObject one = element.getAsJsonObject();
                layers.add(new Layer(
                        one.get("index").getAsInt(),
                        one.get("path").getAsString(),
                        one.get("id").getAsString(),
                        one.get("created").getAsString(),
                        one.get("type").getAsString(),
                        one.get("fileBytes").getAsLong(),
                        number(one, "ownedSectors"),
                        text(one, "sha256"),
                        number(one, "contentId")));
            }
            if (layers.isEmpty()) {
                return null;
            }
            JsonElement fill = json.get("orphanFill");
            return new Provenance(
                    Strategy.valueOf(json.get("strategy").getAsString().toUpperCase(Locale.ROOT)),
                    layers,
                    fill == null || fill.isJsonNull() ? null : fill.getAsInt(),
                    text(json, "copy"),
                    text(json, "sha256"));
        } catch (RuntimeException e) {
            // Somebody edited it; then nothing is known.
            return null;
        }
    }

    private static @Nullable Long number(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? null : value.getAsLong();
    }

    private static @Nullable String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    private static @Nullable JsonObject object(@Nullable String settings) {
        if (settings == null || settings.isBlank()) {
            return null;
        }
        try {
            return PARSER.fromJson(settings, JsonElement.class) instanceof JsonObject all ? all : null;
        } catch (JsonParseException e) {
            return null;
        }
    }
}

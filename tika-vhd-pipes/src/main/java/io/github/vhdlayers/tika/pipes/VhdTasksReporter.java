package io.github.vhdlayers.tika.pipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.tika.config.Field;
import org.apache.tika.config.Initializable;
import org.apache.tika.config.InitializableProblemHandler;
import org.apache.tika.config.Param;
import org.apache.tika.exception.TikaConfigException;
import org.apache.tika.pipes.FetchEmitTuple;
import org.apache.tika.pipes.PipesReporter;
import org.apache.tika.pipes.PipesResult;
import org.jspecify.annotations.Nullable;

/**
 * Writes a row for each task that ended badly: a timeout, a crash, no memory, an exception. Without it {@link VhdPipesIterator} cannot
 * know that a walk failed.
 *
 * <p>Thread-safe once it is set up.
 */
public final class VhdTasksReporter extends PipesReporter implements Initializable {
    private @Nullable Path store;

    /** A reporter without a store, which has to be set. */
    public VhdTasksReporter() {}

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
            throw new TikaConfigException("VhdTasksReporter needs the parameter store");
        }
    }

    @Override
    public void report(FetchEmitTuple task, PipesResult result, long elapsedMillis) {
        if (!RowStore.isKey(task.getId())) {
            return;
        }
        TaskLog log = new TaskLog(new RowStore(Objects.requireNonNull(store)));
        String state = state(result.getStatus());
        try {
            if (state == null) {
                return;
            }
            if (state.equals("ok")) {
                log.succeeded(task.getId(), elapsedMillis / 1000.0);
            } else {
                log.failed(task.getId(), state, elapsedMillis / 1000.0, result.getMessage());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The state as the rows have it; null for what is no end. */
    private static @Nullable String state(PipesResult.STATUS status) {
        return switch (status) {
            case INTERMEDIATE_RESULT -> null;
            case PARSE_SUCCESS, EMIT_SUCCESS, EMPTY_OUTPUT -> "ok";
            case PARSE_SUCCESS_WITH_EXCEPTION,
                    PARSE_EXCEPTION_EMIT,
                    PARSE_EXCEPTION_NO_EMIT,
                    EMIT_SUCCESS_PARSE_EXCEPTION -> "exception";
            case UNSPECIFIED_CRASH -> "crash";
            default -> status.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    @Override
    public void error(Throwable failure) {
        // Of the run as a whole, which Tika ends with it.
    }

    @Override
    public void error(String message) {
        // As above.
    }
}

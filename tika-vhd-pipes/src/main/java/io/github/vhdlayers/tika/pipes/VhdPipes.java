package io.github.vhdlayers.tika.pipes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.tika.pipes.FetchEmitTuple;
import org.apache.tika.pipes.async.AsyncProcessor;
import org.apache.tika.pipes.pipesiterator.PipesIterator;

/**
 * Runs a file of settings as {@code tika-app -a} does, for class paths without the app: {@code java -cp JARS
 * io.github.vhdlayers.tika.pipes.VhdPipes SETTINGS.xml}.
 */
public final class VhdPipes {
    private static final long OFFER_MILLIS = TimeUnit.DAYS.toMillis(7);
    private static final long POLL_MILLIS = 100;

    private VhdPipes() {}

    /**
     * Runs.
     *
     * @param arguments the file of settings
     * @throws Exception if the settings cannot be used, or the run as a whole fails
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1 || !Files.isRegularFile(Path.of(arguments[0]))) {
            System.err.println("usage: VhdPipes SETTINGS.xml");
            System.exit(2);
        }
        System.err.println(run(Path.of(arguments[0])) + " tasks");
    }

    /**
     * Runs to the end.
     *
     * @param settings the file of settings
     * @return how many tasks there were
     * @throws Exception if the settings cannot be used, or the run as a whole fails
     */
    public static long run(Path settings) throws Exception {
        PipesIterator tasks = PipesIterator.build(settings);
        long count = 0;
        try (AsyncProcessor processor = new AsyncProcessor(settings, tasks)) {
            for (FetchEmitTuple task : tasks) {
                processor.offer(task, OFFER_MILLIS);
                count++;
            }
            processor.finished();
            while (processor.checkActive()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
        return count;
    }
}

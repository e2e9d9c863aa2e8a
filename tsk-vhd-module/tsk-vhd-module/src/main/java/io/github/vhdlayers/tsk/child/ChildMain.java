package io.github.vhdlayers.tsk.child;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The program of the process that libtsk is loaded into. It ends when its standard input does, which is at the latest when the program ends
 * that started it, whatever the library is doing then.
 */
final class ChildMain {
    /** The argument for a process that asks the library also what is known to end or block it. */
    static final String UNGUARDED = "unguarded";

    /** The argument for a process that reports each question before it is asked. */
    static final String CAREFUL = "careful";

    private static final int STACK_BYTES = 4 << 20;
    private static final int FAULT = 1;

    private ChildMain() {}

    /** Serves until the input ends. */
    public static void main(String[] arguments) {
        // Whatever else prints must not come between the frames.
        System.setOut(System.err);
        FrameInput in = new FrameInput(new FileInputStream(FileDescriptor.in));
        FrameOutput out = new FrameOutput(new FileOutputStream(FileDescriptor.out));
        LinkedBlockingQueue<Frame> data = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Frame> commands = new LinkedBlockingQueue<>();
        List<String> how = List.of(arguments);
        ChildWorker worker = new ChildWorker(out, data, commands, how.contains(CAREFUL), !how.contains(UNGUARDED));
        Thread thread = new Thread(null, () -> run(worker), "libtsk", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            while (true) {
                Frame frame = in.receive();
                switch (frame.type()) {
                    case DATA, NO_DATA -> data.add(frame);
                    case WHERE -> worker.where();
                    default -> commands.add(frame);
                }
            }
        } catch (IOException e) {
            // The process that could be answered is gone.
            Runtime.getRuntime().halt(0);
        }
    }

    @SuppressWarnings(
            "CatchingUnchecked") // Whatever it is, the other process is waiting for an answer, or for the end.
    private static void run(ChildWorker worker) {
        try {
            worker.run();
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(FAULT);
        }
    }
}

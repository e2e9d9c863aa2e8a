package io.github.vhdlayers.tool.output;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.NotVhdException;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.UnsupportedVhdException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.tool.terminal.StandardOutput;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.Set;

/** Turns what went wrong into one message and an exit code: what is wrong, where, and what to do next. */
public final class Failures {
    /** Windows says this of a file that another program holds, in the user's language. */
    private static final String IN_USE = "\n"
            + "if Hyper-V or another program holds the file, read it in a shadow copy, export the checkpoint, or"
            + " stop the machine";

    private static final String OUT_OF_FILES =
            "\neach file of a chain stays open; raise the limit of open files with ulimit -n";

    private static final int MOST_TRIED = 50;

    /** What is wrong with a log alone. */
    private static final Set<ErrorCode> LOGS = EnumSet.of(
            ErrorCode.LOG_INVALID, ErrorCode.LOG_TRUNCATED_FILE, ErrorCode.LOG_VERSION, ErrorCode.LOG_TOO_LARGE);

    private Failures() {}

    /** Reports a failure, and says what the process returns for it. */
    public static int report(Throwable failure, Streams streams) {
        if (failure instanceof StandardOutput.ClosedByReaderException) {
            return ExitCode.OK;
        }
        streams.message(message(failure));
        if (Boolean.getBoolean("vhd.debug") && !(failure instanceof OutOfMemoryError)) {
            failure.printStackTrace(streams.err());
        }
        return code(failure);
    }

    private static int code(Throwable failure) {
        if (failure instanceof NotVhdException) {
            return ExitCode.NOT_VHD;
        } else if (failure instanceof CorruptVhdException || failure instanceof UnsupportedVhdException) {
            return ExitCode.CORRUPT_OR_UNSUPPORTED;
        } else if (failure instanceof ParentException) {
            return ExitCode.PARENT;
        } else if (failure instanceof LimitException || failure instanceof OutOfMemoryError) {
            return ExitCode.LIMIT;
        } else if (failure instanceof FileAlreadyExistsException) {
            return ExitCode.USAGE;
        }
        return failure instanceof IOException ? ExitCode.UNREADABLE : ExitCode.FAULT;
    }

    private static String message(Throwable failure) {
        return message(failure, File.separatorChar == '\\');
    }

    public static String message(Throwable failure, boolean onWindows) {
        if (failure instanceof VhdException e) {
            return SafeText.escape(e.problem().message()) + tried(e) + "\n" + advice(e);
        } else if (failure instanceof NoSuchFileException e) {
            return safe(e.getFile()) + ": no such file or folder";
        } else if (failure instanceof AccessDeniedException e) {
            return safe(e.getFile()) + ": permission denied" + (onWindows ? IN_USE : "");
        } else if (failure instanceof FileAlreadyExistsException e) {
            return safe(e.getFile()) + ": already exists; files are never overwritten\nname another file";
        } else if (failure instanceof IOException) {
            String text = failure.getMessage();
            return safe(text == null ? failure.toString() : text)
                    + (failure instanceof FileSystemException && onWindows ? IN_USE : "")
                    + (text != null && text.contains("Too many open files") ? OUT_OF_FILES : "");
        }
        if (failure instanceof OutOfMemoryError e) {
            return outOfMemory(e);
        }
        return "an error in this program, not in the disk: " + safe(failure.toString())
                + "\nrun it again with -Dvhd.debug=true and report what it prints";
    }

    /** Which limit was reached: Java reports threads that the system refuses as a lack of memory too. */
    private static String outOfMemory(OutOfMemoryError failure) {
        String reason = String.valueOf(failure.getMessage());
        if (reason.contains("native thread")) {
            return "the system lets this process have no more threads (" + safe(reason) + ")"
                    + "\nraise the limit of processes (ulimit -u) or of memory of the account or container, or end other"
                    + " programs";
        }
        return "out of memory: the answer for this disk does not fit into Java's heap of "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB (" + safe(reason) + ")"
                + "\ngive Java more with VHD_JAVA_OPTS=-Xmx2g, or ask for a part of the disk";
    }

    /** What is said behind results that say already why a parent is missing and where it was looked for. */
    public static String saidAlready(ParentException failure) {
        return SafeText.escape(failure.problem().source()) + ": "
                + failure.code().opening() + "; the chain above says why\n" + advice(failure);
    }

    private static String tried(VhdException failure) {
        StringBuilder lines = new StringBuilder();
        if (failure instanceof ParentException e) {
            for (RejectedParent one :
                    e.tried().subList(0, Math.min(MOST_TRIED, e.tried().size()))) {
                lines.append("\n  tried ").append(SafeText.escape(one.toString()));
            }
            if (e.tried().size() > MOST_TRIED) {
                lines.append("\n  and ").append(e.tried().size() - MOST_TRIED).append(" more");
            }
        }
        return lines.toString();
    }

    private static String advice(VhdException failure) {
        if (failure.code() == ErrorCode.COMPANION_FILE) {
            return "'vhd scan FOLDER' lists the disks of its folder";
        } else if (failure instanceof NotVhdException) {
            return "a VHD ends with a footer and a VHDX begins with 'vhdxfile': a raw disk or a copy that was cut off"
                    + " does neither";
        } else if (LOGS.contains(failure.code())) {
            return "--log ignore reads the disk as it was before the changes in its log";
        } else if (failure instanceof UnsupportedVhdException) {
            return "the program that made it may be able to convert a copy of it";
        } else if (failure instanceof ParentException e) {
            return parentAdvice(e);
        } else if (failure.code() == ErrorCode.BLOCKS_SHARE_PLACES) {
            return "no program writes such a table; 'cat' and 'map' read a part of the disk, 'vhd layout' lists the"
                    + " blocks";
        } else if (failure instanceof LimitException) {
            return "the limits guard against hostile disks; a program of your own can raise them with"
                    + " VhdOptions.limits";
        }
        return switch (failure.code()) {
            case BLOCK_MISPLACED, DATA_TRUNCATED, SECTORS_UNCERTAIN ->
                "'cat' and 'export' read past it with --fill BYTE, which substitutes that byte for unknown sectors";
            default -> "if it is a copy, compare its size and hash with the original's";
        };
    }

    private static String parentAdvice(ParentException failure) {
        return switch (failure.code()) {
            case SECTORS_UNKNOWN ->
                "name the folder with --parents DIR, read other sectors, or show a byte of your choice there with"
                        + " --fill BYTE";
            case PARENT_ID_NULL ->
                "no file can be proven to be its parent; if Xen made it, name the raw file with --raw-parent FILE, or"
                        + " read what is known with --orphan";
            case SUBSTITUTE_REFUSED -> "name a file that exists and is not in the chain yet";
            case PARENT_COPIES_DIFFER ->
                "name the one that is the parent with --force-parent FILE, or read what is known with --orphan";
            default -> {
                String general = "name the folder with --parents DIR, or read what is known with --orphan";
                yield failure.tried().stream()
                        .filter(RejectedParent::hasRecordedName)
                        .findFirst()
                        .map(one -> general + "; if " + SafeText.escape(one.place())
                                + ", which has the recorded name, is the parent in spite of its id, name it"
                                + " with --force-parent")
                        .orElse(general);
            }
        };
    }

    private static String safe(String text) {
        return SafeText.escape(text);
    }
}

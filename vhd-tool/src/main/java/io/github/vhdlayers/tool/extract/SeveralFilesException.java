package io.github.vhdlayers.tool.extract;

import io.github.vhdlayers.diag.SafeText;
import java.io.IOException;
import java.util.List;

/** A path that several files have, so that it names none of them; the message has a line for each of them. */
public final class SeveralFilesException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * The message.
     *
     * @param asked what was asked for, as the user wrote it
     * @param view which view of the disk has them, escaped
     * @param advice what to do, and what the lines below it are
     * @param found the files
     */
    public SeveralFilesException(String asked, String view, String advice, List<FoundContent> found) {
        super(message(asked, view, advice, found));
    }

    private static String message(String asked, String view, String advice, List<FoundContent> found) {
        StringBuilder choice =
                new StringBuilder(SafeText.escape(asked) + " is the path of several files of " + view + "; " + advice);
        found.forEach(each -> choice.append("\n  ").append(each.description()));
        return choice.toString();
    }
}

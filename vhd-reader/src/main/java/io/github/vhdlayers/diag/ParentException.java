package io.github.vhdlayers.diag;

import java.util.List;

/**
 * A parent is missing, or was refused, or sectors were asked for that only a missing parent could give.
 *
 * @since 0.1.0
 */
public final class ParentException extends VhdException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;

    private final RejectedParent[] tried;

    /** An exception that says {@code problem}, and nothing of places. */
    public ParentException(Problem problem) {
        this(problem, List.of());
    }

    /** An exception that says {@code problem}, and every place that was tried. */
    public ParentException(Problem problem, List<RejectedParent> tried) {
        super(problem, lines(tried));
        this.tried = tried.toArray(new RejectedParent[0]);
    }

    /** Every place that was tried, in order, and why what is there was refused. The message shows the first 50. */
    public List<RejectedParent> tried() {
        return List.of(tried);
    }

    private static String lines(List<RejectedParent> tried) {
        StringBuilder text = new StringBuilder();
        tried.stream().limit(SHOWN).forEach(one -> text.append("\n  tried ").append(one));
        if (tried.size() > SHOWN) {
            text.append("\n  and ").append(tried.size() - SHOWN).append(" more");
        }
        return text.toString();
    }
}

package org.sleuthkit.datamodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of SQL as stands behind a WHERE in this project: comparisons with numbers and texts, IN, LIKE, AND, OR, NOT, brackets, ORDER BY and
 * LIMIT. What it does not know is an error.
 */
final class Where {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:'((?:[^']|'')*)'|(-?\\d+)|([A-Za-z_][A-Za-z_0-9.]*)|(<=|>=|<>|!=|[=<>(),]))");

    private final List<Object> tokens = new ArrayList<>();
    private int next;
    private Predicate<Map<String, Object>> condition = row -> true;
    private Comparator<Map<String, Object>> order = (a, b) -> 0;
    private long limit = Long.MAX_VALUE;

    /** A word or a sign; texts and numbers are themselves. */
    private record Sign(String text) {}

    private Where(String sql) {
        Matcher matcher = TOKEN.matcher(sql);
        int at = 0;
        while (at < sql.length() && !sql.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("not understood: " + sql.substring(at));
            }
            if (matcher.group(1) != null) {
                tokens.add(matcher.group(1).replace("''", "'"));
            } else if (matcher.group(2) != null) {
                tokens.add(Long.parseLong(matcher.group(2)));
            } else {
                tokens.add(new Sign(Objects.requireNonNullElse(matcher.group(3), matcher.group(4))));
            }
            at = matcher.end();
        }
    }

    static Where parse(String sql) {
        Where where = new Where(sql);
        where.condition = where.either();
        if (where.take("ORDER")) {
            where.require("BY");
            where.order = where.ordered();
            while (where.take(",")) {
                where.order = where.order.thenComparing(where.ordered());
            }
        }
        if (where.take("LIMIT")) {
            where.limit = (Long) where.take();
        }
        if (where.next < where.tokens.size()) {
            throw new IllegalArgumentException("not understood: " + where.tokens.get(where.next));
        }
        return where;
    }

    <T> List<T> of(List<T> rows, Function<T, Map<String, Object>> columns) {
        return rows.stream()
                .filter(row -> condition.test(columns.apply(row)))
                .sorted((a, b) -> order.compare(columns.apply(a), columns.apply(b)))
                .limit(limit)
                .toList();
    }

    private Predicate<Map<String, Object>> either() {
        Predicate<Map<String, Object>> all = both();
        while (take("OR")) {
            all = all.or(both());
        }
        return all;
    }

    private Predicate<Map<String, Object>> both() {
        Predicate<Map<String, Object>> all = one();
        while (take("AND")) {
            all = all.and(one());
        }
        return all;
    }

    private Predicate<Map<String, Object>> one() {
        if (take("NOT")) {
            return one().negate();
        }
        if (take("(")) {
            Predicate<Map<String, Object>> inner = either();
            require(")");
            return inner;
        }
        String column = column();
        if (take("IN")) {
            require("(");
            Set<Object> values = new HashSet<>();
            do {
                values.add(take());
            } while (take(","));
            require(")");
            return row -> values.contains(row.get(column));
        }
        if (take("LIKE")) {
            Pattern pattern = like((String) take());
            return row -> row.get(column) instanceof String text
                    && pattern.matcher(text).matches();
        }
        String sign = ((Sign) take()).text();
        Object value = take();
        return row -> holds(row.get(column), sign, value);
    }

    /** What is null is neither equal nor unequal to anything. */
    private static boolean holds(Object left, String sign, Object right) {
        if (left == null) {
            return false;
        }
        int compared = compare(left, right);
        return switch (sign) {
            case "=" -> compared == 0;
            case "<>", "!=" -> compared != 0;
            case "<" -> compared < 0;
            case "<=" -> compared <= 0;
            case ">" -> compared > 0;
            case ">=" -> compared >= 0;
            default -> throw new IllegalArgumentException("not understood: " + sign);
        };
    }

    /** As SQLite: a number is before a text. */
    private static int compare(Object left, Object right) {
        if (left instanceof Number one && right instanceof Number two) {
            return Long.compare(one.longValue(), two.longValue());
        }
        if (left instanceof String one && right instanceof String two) {
            return one.compareTo(two);
        }
        return left instanceof Number ? -1 : 1;
    }

    /** As SQLite: of either case. */
    private static Pattern like(String text) {
        StringBuilder pattern = new StringBuilder();
        for (char each : text.toCharArray()) {
            pattern.append(each == '%' ? ".*" : each == '_' ? "." : Pattern.quote(String.valueOf(each)));
        }
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private Comparator<Map<String, Object>> ordered() {
        String column = column();
        return (a, b) -> compare(a.get(column), b.get(column));
    }

    private String column() {
        return ((Sign) take()).text().toLowerCase(Locale.ROOT);
    }

    private Object take() {
        if (next >= tokens.size()) {
            throw new IllegalArgumentException("ends early");
        }
        return tokens.get(next++);
    }

    private boolean take(String word) {
        boolean found = next < tokens.size()
                && tokens.get(next) instanceof Sign sign
                && sign.text().equalsIgnoreCase(word);
        next += found ? 1 : 0;
        return found;
    }

    private void require(String word) {
        if (!take(word)) {
            throw new IllegalArgumentException("there is no " + word);
        }
    }
}

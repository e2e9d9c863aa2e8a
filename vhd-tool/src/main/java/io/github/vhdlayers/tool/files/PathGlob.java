package io.github.vhdlayers.tool.files;

import java.util.regex.Pattern;

/**
 * A pattern of paths inside a disk: {@code ?} stands for one character and {@code *} for any number of them, neither for a slash;
 * {@code **} stands for slashes too. A pattern without a slash is that of a name in any folder.
 */
final class PathGlob {
    private final Pattern pattern;

    /** Takes the pattern as a user types it. */
    PathGlob(String glob) {
        StringBuilder regex = new StringBuilder(glob.contains("/") ? "" : "(?:.*/)?");
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*' && i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        // A path without a pattern may be a folder, and means all that is in it.
        if (glob.startsWith("/") && glob.indexOf('*') < 0 && glob.indexOf('?') < 0) {
            regex.append(glob.endsWith("/") ? ".*" : "(?:/.*)?");
        }
        pattern = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Whether a path, as it is printed, fits. */
    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }
}

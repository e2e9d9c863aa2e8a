package io.github.vhdlayers.tool.extract;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names for files that are taken out of a disk: valid on Windows, Linux and macOS, below one folder whatever the disk calls them, and
 * different from each other also where upper and lower case are the same. For one thread.
 */
public final class SafeNames {
    private static final int MOST_BYTES = 200;
    private static final int MOST_FOLDERS = 40;
    private static final Pattern INVALID = Pattern.compile("[<>:\"/\\\\|?*\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}]");
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(CON|PRN|AUX|NUL|CLOCK\\$|CONIN\\$|CONOUT\\$|COM[0-9¹²³]|LPT[0-9¹²³])(\\..*)?");

    private final Set<String> taken = new HashSet<>();

    /** Keeps names for other uses. */
    public SafeNames(String... reserved) {
        for (String name : reserved) {
            taken.add(key(name));
        }
    }

    /**
     * The name of a file.
     *
     * @param path a path in a disk with slashes, as it is printed
     * @return a relative path with slashes that was not returned before
     */
    public String of(String path) {
        StringBuilder whole = new StringBuilder();
        String[] parts = path.split("/", -1);
        int first = Math.max(0, parts.length - MOST_FOLDERS);
        for (int i = first; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                whole.append(whole.length() == 0 ? "" : "/").append(part(parts[i]));
            }
        }
        String name = whole.length() == 0 ? "_" : whole.toString();
        String unique = name;
        for (int i = 2; !isFree(unique); i++) {
            unique = numbered(name, i);
        }
        taken.add(key(unique));
        return unique;
    }

    /** A folder cannot be called as a file is, nor the other way round. */
    private boolean isFree(String name) {
        if (taken.contains(key(name)) || taken.contains(key(name) + "/")) {
            return false;
        }
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            if (taken.contains(key(name.substring(0, slash)))) {
                return false;
            }
        }
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            taken.add(key(name.substring(0, slash)) + "/");
        }
        return true;
    }

    /** The number goes before the extension; where a folder is called as a file, behind the folder's name. */
    private String numbered(String name, int number) {
        int slash = name.indexOf('/');
        while (slash >= 0 && !taken.contains(key(name.substring(0, slash)))) {
            slash = name.indexOf('/', slash + 1);
        }
        if (slash >= 0) {
            return name.substring(0, slash) + "~" + number + name.substring(slash);
        }
        int dot = name.lastIndexOf('.');
        int at = dot > name.lastIndexOf('/') + 1 ? dot : name.length();
        return name.substring(0, at) + "~" + number + name.substring(at);
    }

    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static String part(String name) {
        String safe = INVALID.matcher(name).replaceAll("_");
        if (safe.endsWith(".") || safe.endsWith(" ")) {
            safe = safe.substring(0, safe.length() - 1) + "_";
        }
        if (DEVICE.matcher(safe).matches()) {
            safe = "_" + safe;
        }
        while (safe.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            int dot = safe.lastIndexOf('.');
            int at = dot > safe.length() - 10 && dot > 1 ? dot : safe.length();
            safe = safe.substring(0, safe.offsetByCodePoints(at, -1)) + safe.substring(at);
        }
        return safe;
    }
}

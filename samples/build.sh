# Read by the launchers beside it and below: builds what they run, once for all, if it is missing or older than its sources.
#
# Needs $name, the launcher's, and $root, the project's folder; $build_modules and $build_what say what is built if it is something else.

fail() {
    printf '%s: %s\n' "$name" "$1" >&2
    exit 1
}

# is_stale JAR SOURCES: whether a jar is missing or older than one of the files and folders, which may be patterns.
is_stale() {
    [ -f "$1" ] || return 0
    # What is installed where nothing may be written is what there is.
    [ -w "$1" ] || return 1
    # Folders count too: a file that was removed leaves no other trace.
    # shellcheck disable=SC2086
    newer=$(cd "$root" && find $2 -newer "$1" -print) || return 0
    [ -n "$newer" ]
}

# Says which module is built and how many files were loaded, and ends with Maven's own exit code.
show_build() {
    awk -v name="$name" '
        { gsub(/\033\[[0-9;]*m/, "") }
        /^Downloaded from / { if (++loaded % 50 == 0) print name ": " loaded " files loaded ..." }
        /^\[INFO\] Building .*\[[0-9]+\/[0-9]+\]$/ {
            count = $NF; gsub(/[][]/, "", count); sub("/", " of ", count)
            sub(/^\[INFO\] Building /, ""); sub(/ [^ ]+ +\[[^]]*\]$/, "")
            print name ": building " $0 " (" count ") ..."
            next
        }
        /^exit code / { code = $3; next }
        !/^(\[INFO\]|\[WARNING\]|Download|WARNING:|$)/ { print }
        END { exit code }'
}

# build JAR SOURCES: builds if the jar is stale.
build() {
    is_stale "$@" || return 0
    command -v mvn >/dev/null || fail 'mvn is missing, and the jars are not built or older than their sources: install Maven, version 3.8.1 or newer'
    printf '%s: building %s, once ...\n' "$name" "${build_what:-the command line and the jars for Tika}" >&2
    {
        code=0
        (cd "$root" && mvn -B -DskipTests -pl "${build_modules:-vhd-tool,samples/tika-app}" -am package </dev/null 2>&1) || code=$?
        printf '\nexit code %s\n' "$code"
    } | show_build >&2 || fail 'the build failed'
    # Maven leaves a jar alone that would not change, and then it would be built again and again.
    for jar in "$1" "$root/vhd-tool/target/vhd-tool.jar" "$root/samples/tika-app/target/lib/tika-vhd-parser.jar"; do
        [ ! -f "$jar" ] || touch "$jar"
    done
}

# build_once JAR SOURCES: the same with one build at a time; a launcher that waited finds nothing left to do.
build_once() {
    is_stale "$@" || return 0
    mkdir -p "$root/target"
    if command -v flock >/dev/null; then
        (flock 9 && build "$@") 9>"$root/target/.build-lock"
    else
        build "$@"
    fi
}

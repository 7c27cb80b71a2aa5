# Shared by tools/run, tools/test and .ci/run: installs what is missing and builds. To be sourced, from bash.
# Says nothing about what is in order; what it has to say goes to standard error.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# Runs a long step: its output goes to a log, which is shown when it fails.
quietly() { # WHAT LOG COMMAND…
    local what=$1 log=$2
    shift 2
    mkdir -p "$(dirname "$log")"
    if ! "$@" >"$log" 2>&1; then
        tail -n 60 "$log" >&2
        say "失败：$what（全部输出在 $log）"
        return 1
    fi
}

install_missing() {
    command -v dpkg-query >/dev/null || return 0 # not Debian: the packages are the person's business
    local -a wanted missing=()
    mapfile -t wanted < <(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$root/tools/packages.txt")
    local installed package
    installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^ii *//p')
    for package in "${wanted[@]}"; do
        grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    say "安装 ${missing[*]} …"
    local -a as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { say "需要 root 权限或 sudo 来安装：apt-get install ${missing[*]}"; return 1; }
        as_root=(sudo)
    fi
    local log=$root/build/apt.log
    quietly "apt-get update" "$log" "${as_root[@]}" apt-get update &&
        quietly "安装软件包" "$log" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "${missing[@]}"
}

# Of the lines of a build that begin with a percentage, one for every tenth of the way.
show_progress() { # WHAT
    local line percent shown=-1
    while IFS= read -r line; do
        [[ $line == *Re-checking* || $line == *Re-running* || ! $line =~ ^\ *([0-9]+)%\  ]] && continue
        percent=$((BASH_REMATCH[1] / 10 * 10))
        [ "$percent" -gt "$shown" ] && printf '%s %d%%\n' "$1" "$percent"
        shown=$percent
    done
}

# Configures once and builds the targets named; a second time there is nothing to do.
build() { # PRESET TARGET…
    local preset=$1 dir=$root/build/$1 target
    shift
    mkdir -p "$dir"
    exec 9>"$root/build/.lock" # two runs at once wait for each other
    flock 9
    if [ ! -f "$dir/build.ninja" ]; then
        say "配置 build/$preset …"
        (cd "$root" && quietly "配置" "$dir/configure.log" cmake --preset "$preset") || return 1
    fi
    local -a targets=()
    for target in "$@"; do targets+=(--target "$target"); done
    # Everything goes to the log; the person sees how far it is, and nothing at all when there is nothing to do.
    mkdir -p "$dir"
    NINJA_STATUS='%p ' cmake --build "$dir" "${targets[@]}" 2>&1 | tee "$dir/build.log" | show_progress "编译 build/$preset" >&2
    if [ "${PIPESTATUS[0]}" -ne 0 ]; then
        grep -vE '^ *[0-9]+% ' "$dir/build.log" | tail -n 60 >&2
        say "编译失败（全部输出在 $dir/build.log）"
        return 1
    fi
    exec 9>&-
}

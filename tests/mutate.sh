#!/usr/bin/env bash
# Applies each mutation of tests/mutations.txt in a work tree of its own, builds, runs the nearest test class, and prints those that survive.
# Usage: tests/mutate.sh [PATTERN] — only mutations whose line has it. Exit code 1 when one survives, is not found or does not compile, or
# when a class is not green without it or did not run at all: only a test that fails because of the mutation has noticed it.
set -u
root=$(git rev-parse --show-toplevel); tree=$(mktemp -d)/tree; bad=0; ran=0
git -C "$root" worktree add -q --detach "$tree" HEAD || exit 2
trap 'git -C "$root" worktree remove --force "$tree"' EXIT
cd "$tree" || exit 2
build() { dotnet build "tests/Matchmaking.$1.Tests" -v q -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >"$tree.log" 2>&1; }
build Matching && build Clock && build Web || { cat "$tree.log"; exit 2; }
# Runs a class and answers green, red or, when no test was run, none.
try() {
  (cd "tests/Matchmaking.$1.Tests" && dotnet run --no-build -- -class "$2") >"$tree.log" 2>&1
  perl -ne '$seen = [$1, $2, $3] if /Total: (\d+), Errors: (\d+), Failed: (\d+)/;
            END { print !$seen || !$seen->[0] || $seen->[1] ? "none" : $seen->[2] ? "red" : "green" }' "$tree.log"
}
declare -A green
while IFS= read -r line; do
  case $line in ''|'#'*) continue;; esac
  case $line in *"${1:-}"*) ;; *) continue;; esac
  mutation=$(perl -e 'my @p = split / (?<!\\)\| ?/, $ARGV[0], -1; s/\\\|/|/g, s/^\s+|\s+$//g for @p; print join("\x1f", @p)' "$line")
  IFS=$'\x1f' read -r file from to class <<<"$mutation"
  [ "$to" = "(nothing)" ] && to=
  path="src/Matchmaking.$file"; project=Matching; [ "${class%%:*}" = W ] && project=Web; [ "${class%%:*}" = C ] && project=Clock; class=${class#*:}
  if [ -z "${green[$class]:-}" ]; then build "$project"; green[$class]=$(try "$project" "$class"); fi
  if [ "${green[$class]}" != green ]; then echo "${green[$class]^^} BEFORE  $line"; bad=1; continue; fi
  if ! FROM="$from" TO="$to" perl -0pi -e 'BEGIN { ($f, $t) = @ENV{qw(FROM TO)} } $n += s/\Q$f\E/$t/; END { $? = !$n }' "$path"; then
    echo "NOT FOUND  $line"; bad=1; git checkout -q -- .; continue
  fi
  ran=$((ran + 1))
  if ! build "$project"; then echo "NO BUILD   $line"; bad=1
  else
    case $(try "$project" "$class") in
      green) echo "SURVIVED   $line"; bad=1;;
      none) echo "NO RUN     $line"; bad=1;;
    esac
  fi
  git checkout -q -- .
done <"$root/tests/mutations.txt"
echo "$ran mutations tried"
exit $bad

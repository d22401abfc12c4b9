#!/usr/bin/env bash
# Lighthouse, mobile, of a published build with the sample data: home, list, details and sign-up. Prints for each the four scores, the
# largest paint on the phone that Lighthouse simulates (a quarter of the processor, 1.6 Mbit/s, 150 ms), weight and requests.
# Usage, as root on Debian: tests/lighthouse.sh [PORT]. Needs npm with its registry, Chromium and PostgreSQL's server.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd); port=${1:-5480}; home=$(mktemp -d); base=http://localhost:$port
server=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
trap 'set +e; [ -z "${site:-}" ] || kill "$site" 2>/dev/null; runuser -u postgres -- "$server/pg_ctl" -D "$home/pg" -m immediate stop >/dev/null 2>&1; rm -rf "$home"' EXIT
# A published build brings no PostgreSQL along. A throw-away one runs as a user of its own, who must find its folder.
chmod 755 "$home"; install -d -o postgres "$home/pg"
runuser -u postgres -- "$server/initdb" -D "$home/pg" -A trust -U matchmaking >/dev/null
runuser -u postgres -- "$server/pg_ctl" -D "$home/pg" -w -l "$home/pg/log" -o "-p $((port + 1)) -k $home/pg -c listen_addresses=127.0.0.1" start >/dev/null
npm install --silent --no-audit --no-fund --prefix "$home/npm" lighthouse@12
dotnet publish "$root/src/Matchmaking.Web" -c Release -o "$home/site" -v q -clp:NoSummary
cd "$home/site"
"$server/createdb" -h 127.0.0.1 -p $((port + 1)) -U matchmaking matchmaking
export ConnectionStrings__Matchmaking="Host=127.0.0.1;Port=$((port + 1));Username=matchmaking;Database=matchmaking"
MATCHMAKING_DATA="$home/data" ASPNETCORE_ENVIRONMENT=Development dotnet Matchmaking.Web.dll admin migrate >/dev/null
MATCHMAKING_DATA="$home/data" ASPNETCORE_URLS=$base ASPNETCORE_ENVIRONMENT=Development dotnet Matchmaking.Web.dll >"$home/log" 2>&1 &
site=$!
for _ in $(seq 120); do curl -fso /dev/null "$base/" && break; sleep 1; done
kill -0 "$site" || { cat "$home/log"; exit 1; }
listing=$(curl -fs "$base/opportunities" | grep -oE '/opportunities/[a-z0-9-]{12,}' | head -1)
for path in / /opportunities "$listing" /account/sign-up; do
  for _ in 1 2 3; do curl -fso /dev/null "$base$path"; done
  CHROME_PATH=${CHROME_PATH:-/usr/bin/chromium} "$home/npm/node_modules/.bin/lighthouse" "$base$path" --quiet --output=json \
    --output-path="$home/out.json" --chrome-flags="--headless=new --no-sandbox"
  node -e '
    const r = JSON.parse(require("fs").readFileSync(process.argv[1])), a = r.audits;
    const score = name => Math.round(100 * r.categories[name].score);
    console.log(new URL(r.finalDisplayedUrl).pathname);
    console.log(`  performance ${score("performance")}  accessibility ${score("accessibility")}  best practices ${score("best-practices")}  SEO ${score("seo")}`);
    console.log(`  largest paint ${Math.round(a["largest-contentful-paint"].numericValue)} ms  shift ${a["cumulative-layout-shift"].numericValue.toFixed(3)}  ` +
      `${Math.round(a["total-byte-weight"].numericValue / 102.4) / 10} KB  ${a["network-requests"].details.items.length} requests`);
    for (const c of Object.values(r.categories)) for (const ref of c.auditRefs) {
      const audit = a[ref.id];
      if (ref.weight > 0 && audit.score !== null && audit.score < 1) console.log(`    ${c.id}: ${audit.title} ${audit.displayValue ?? ""}`);
    }' "$home/out.json"
done

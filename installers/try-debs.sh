#!/bin/sh
# Installs both packages in a fresh Debian root without Java and takes one tap from the terminal to the hub's inbox.
set -eu

usage() {
  cat <<'END'
usage: installers/try-debs.sh [SUITE ...]

For each Debian release (bookworm and trixie unless others are named): makes a minimal root, proves that the image says in
one line which library it lacks, installs target/*/amends-*.deb with apt, runs the hub and a terminal as two users that are
not root, lets one simulated guest tap, finds that tap in the hub's inbox, stops both and removes the packages. Needs root,
since it makes roots of its own; they are unmounted and deleted afterwards. Build the packages first:

  installers/build-deb.sh kiosk && installers/build-deb.sh hub

Exit codes: 0 all well, 1 failed, 2 wrong command line, 69 a tool is lacking (the message names the package)
END
}

say() { echo "try-debs.sh: $*"; }
fail() {
  echo "try-debs.sh: $*" >&2
  for log in "$work"/*.log; do
    [ -s "$log" ] && { echo "--- the end of ${log##*/}" >&2; tail -n 15 "$log" >&2; }
  done
  exit 1
}
need() {
  command -v "$1" >/dev/null || { echo "try-debs.sh: $1 is not installed; install with: apt-get install $2" >&2; exit 69; }
}

case ${1:-} in
  --help | -h) usage; exit 0 ;;
  -*) usage >&2; exit 2 ;;
esac
cd "$(dirname "$(readlink -f -- "$0")")/.."
[ "$(id -u)" = 0 ] || { echo "try-debs.sh: needs root, to make and enter a Debian root" >&2; exit 1; }
need mmdebstrap mmdebstrap
need curl curl
for role in kiosk hub; do
  ls target/$role/amends-${role}_*.deb >/dev/null 2>&1 || {
    echo "try-debs.sh: there is no package in target/$role; make it with: installers/build-deb.sh $role" >&2
    exit 1
  }
done

work=$(mktemp -d)
root=$work/root
running=

# Ends what this script started and no other process, then leaves nothing behind.
tidy() {
  for pid in $running; do
    kill -KILL "$pid" 2>/dev/null || true
  done
  if mountpoint -q "$root/proc"; then
    umount -l "$root/proc"
  fi
  rm -rf --one-file-system "$work"
}
trap tidy EXIT
trap 'exit 1' HUP INT TERM

# until_there SECONDS FILE TEXT: waits for a line, and fails when it does not come.
until_there() {
  tries=$(($1 * 20))
  until grep -q -e "$3" "$2" 2>/dev/null; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || fail "\"$3\" did not come up within $1 seconds"
    sleep 0.05
  done
}

# Not functions: a command of its own has the number that its signals go to.
inside="chroot $root env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive HOME=/root"
# A user of the venue, who is not root, with a home.
as_guest="chroot --userspec=venue:venue $root env -i PATH=/usr/bin:/bin HOME=/home/venue"

# stopped NAME PID: asks it to end, and takes nothing but 0.
stopped() {
  kill -TERM "$2"
  code=0
  wait "$2" || code=$?
  [ $code = 0 ] || fail "the $1 ended with $code"
}

try() {
  suite=$1
  say "$suite: making a minimal root"
  # This machine's own mirror, with whatever proxy apt uses here.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1)
  mmdebstrap --quiet --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} > "$work/mmdebstrap.log" 2>&1 ||
    fail "$suite: the root could not be made"
  mount -t proc proc "$root/proc"
  $inside sh -c 'command -v java' && fail "$suite: the root is not without Java"
  $inside useradd --create-home venue

  cp -a target/kiosk/image "$root/opt/image"
  cp -a kiosk-config "$root/opt/kiosk-config"
  chmod -R go+rX "$root/opt"
  code=0
  $as_guest /opt/image/bin/amends kiosk --headless --settings /opt/kiosk-config/kiosk.yaml > "$work/lacking.log" 2>&1 || code=$?
  [ $code = 69 ] && [ "$(wc -l < "$work/lacking.log")" = 1 ] && grep -q 'apt-get install .*libpangoft2-1.0-0' "$work/lacking.log" ||
    fail "$suite: without pango the image ended with $code and not with one line and 69"
  say "$suite: without the libraries, as it should: $(cat "$work/lacking.log")"
  rm -rf "$root/opt/image" "$root/opt/kiosk-config" "$work/lacking.log"

  say "$suite: installing"
  cp target/kiosk/amends-kiosk_*.deb target/hub/amends-hub_*.deb "$root/tmp"
  $inside sh -c 'apt-get update -q && apt-get install -q -y --no-install-recommends /tmp/amends-*.deb' > "$work/apt.log" 2>&1 ||
    fail "$suite: apt could not install the packages"
  $inside amends-kiosk --version

  : > "$work/hub.out"
  $inside amends-hub --settings /etc/amends/hub.yaml --port 0 > "$work/hub.out" 2> "$work/hub.log" &
  hub=$!
  running=$hub
  until_there 60 "$work/hub.out" '^hub ready '
  url=$(sed -n 's/^hub ready url=\([^ ]*\).*/\1/p' "$work/hub.out")
  [ "$(stat -c %u "/proc/$hub")" != 0 ] || fail "$suite: the hub runs as root"
  say "$suite: $(cat "$work/hub.out"), user $($inside getent passwd "$(stat -c %u "/proc/$hub")" | cut -d : -f 1)"
  say "$suite: /health $(curl -sS --fail --max-time 10 "$url/health")"

  password=$($inside amends-hub staff add reception | sed -n 's/^password *\([^ ]*\).*/\1/p')
  code=$($inside amends-hub pairing-code)
  $as_guest amends-kiosk --headless --hub "$url" --pairing-code "$code" --guests 1 > "$work/kiosk.out" 2> "$work/kiosk.log" &
  kiosk=$!
  running="$hub $kiosk"
  until_there 60 "$work/kiosk.out" '^guests done=1'
  say "$suite: $(grep '^kiosk ready' "$work/kiosk.out")"
  response=$(sed -n 's/^guest said=rating .*response=\([^ ]*\) .*/\1/p' "$work/kiosk.out")
  say "$suite: $(grep '^guest said=rating' "$work/kiosk.out")"

  curl -sS --max-time 10 -o /dev/null -c "$work/cookies" --data-urlencode name=reception \
    --data-urlencode "password=$password" "$url/sign-in"
  tries=200
  until curl -sS --fail --max-time 10 -b "$work/cookies" "$url/inbox" > "$work/inbox.html" &&
    grep -q "data-response=\"$response\"" "$work/inbox.html"; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || fail "$suite: the tap $response did not come into the inbox"
    sleep 0.05
  done
  say "$suite: the tap is in the inbox: $(grep -o "<li[^>]*data-response=\"$response\"[^>]*>" "$work/inbox.html" | head -n 1)"

  stopped kiosk "$kiosk"
  stopped hub "$hub"
  running=
  $inside apt-get purge -q -y amends-kiosk amends-hub > "$work/apt.log" 2>&1 || fail "$suite: apt could not remove the packages"
  [ ! -e "$root/usr/lib/amends" ] && [ ! -e "$root/etc/amends" ] || fail "$suite: the packages left files behind"
  umount "$root/proc"
  rm -rf --one-file-system "$root"
  say "$suite: well"
}

for suite in "${@:-bookworm}"; do
  try "$suite"
done
[ $# -gt 0 ] || try trixie

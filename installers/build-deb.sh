#!/bin/sh
# Packs one role's image, with its own Java runtime, into a plain Debian package. Runs as any user.
set -eu

usage() {
  cat <<'END'
usage: installers/build-deb.sh [--packed-only] kiosk|hub

Builds the image of a role (mvn -Drole=ROLE package) and packs it as
target/ROLE/amends-ROLE_VERSION_ARCHITECTURE.deb, whose path is the last line of the output.

  --packed-only   takes the image as it lies in target/ROLE/image instead of building it
  --help          says this

Exit codes: 0 packed, 1 failed, 2 wrong command line, 69 a tool is lacking (the message names the package)
END
}

say() { echo "build-deb.sh: $*" >&2; }
need() {
  command -v "$1" >/dev/null || { say "$1 is not installed; install with: apt-get install $2"; exit 69; }
}

build=yes
role=
for argument; do
  case $argument in
    --help|-h) usage; exit 0 ;;
    --packed-only) build=no ;;
    kiosk|hub) role=$argument ;;
    *) say "\"$argument\" is not allowed; allowed: kiosk, hub, --packed-only, --help"; exit 2 ;;
  esac
done
[ -n "$role" ] || { usage >&2; exit 2; }

cd "$(dirname "$(readlink -f -- "$0")")/.."
need dpkg-deb dpkg
image=target/$role/image
if [ "$build" = yes ]; then
  need mvn maven
  mvn -q -Drole="$role" package || { say "the image of the $role could not be built; Maven says why above"; exit 1; }
fi
[ -x "$image/bin/amends" ] || { say "$image holds no image; leave --packed-only out"; exit 1; }

package=amends-$role
jar=$(echo "$image"/lib/amends-*.jar)
version=${jar##*/amends-}
version=${version%.jar}
# A hyphen would read as Debian's own revision, and a snapshot comes before its release.
version=$(printf %s "$version" | sed 's/-SNAPSHOT$/~snapshot/; s/-/~/g')
architecture=$(dpkg --print-architecture)

# Whoever adds a library says under which licence it is passed on.
licensed=$(sed -n 's/^Files: //p' "installers/$role/copyright")
for library in "$image"/lib/*.jar; do
  named=no
  set -f
  for pattern in amends-* $licensed; do
    [ "$pattern" != '*' ] || continue # our own
    # shellcheck disable=SC2254 # a pattern it is
    case ${library##*/} in $pattern) named=yes ;; esac
  done
  set +f
  [ $named = yes ] || { say "installers/$role/copyright does not name the licence of ${library##*/}"; exit 1; }
done

root=target/$role/package
rm -rf "$root"
umask 022
mkdir -p "$root/DEBIAN" "$root/usr/bin" "$root/usr/lib/amends" "$root/usr/share/doc/$package" "$root/etc/amends"
# With its times: the class cache is good for jars of exactly the time they had when it was made.
cp -a "$image" "$root/usr/lib/amends/$role"
chmod -R u=rwX,go=rX "$root/usr/lib/amends/$role"
install -m 755 "installers/$role/command.sh" "$root/usr/bin/$package"
install -m 644 "installers/$role/copyright" "$root/usr/share/doc/$package/copyright"
if [ "$role" = kiosk ]; then
  settings="kiosk-config/kiosk.yaml kiosk-config/stay.yaml kiosk-config/every-kind.yaml kiosk-config/survey.schema.json
    kiosk-config/wiring.yaml"
  install -D -m 644 kiosk-config/brand/brand.yaml "$root/etc/amends/brand/brand.yaml"
  echo /etc/amends/brand/brand.yaml >> "$root/DEBIAN/conffiles"
else
  settings="installers/hub/hub.yaml installers/hub/duty.yaml installers/hub/closing.yaml installers/hub/offers.yaml"
  install -D -m 644 installers/hub/amends-hub.service "$root/usr/lib/systemd/system/amends-hub.service"
  install -m 755 installers/hub/postinst installers/hub/prerm installers/hub/postrm "$root/DEBIAN"
fi
for file in $settings; do
  install -m 644 "$file" "$root/etc/amends/${file##*/}"
  echo "/etc/amends/${file##*/}" >> "$root/DEBIAN/conffiles"
done

# The runtime and the libraries run on any glibc that has the newest symbols they name.
glibc=$(grep -rhoaE 'GLIBC_2\.[0-9]+' "$image/runtime" "$image/lib" --include='*.so' --include=java |
  sort -Vu | tail -n 1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@GLIBC@/${glibc#GLIBC_}/" \
  -e "s/@SIZE@/$(du -sk --exclude=DEBIAN "$root" | cut -f 1)/" "installers/$role/control" > "$root/DEBIAN/control"
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum > DEBIAN/md5sums)

deb=target/$role/${package}_${version}_$architecture.deb
# zstd packs in seconds what xz takes a minute for; Debian 12 and later read it. More than 9 takes long for little.
dpkg-deb --root-owner-group -Zzstd -z9 --build "$root" "$deb" >/dev/null || { say "dpkg-deb failed"; exit 1; }
rm -rf "$root"
echo "$deb"

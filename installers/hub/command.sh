#!/bin/sh
# The hub, its pairing codes and its accounts. Root speaks for the service: on its data, and as its user, so that no file
# of the hub ever comes to belong to root. Anybody else runs a hub of their own, by default below their home.
if [ "$(id -u)" = 0 ]; then
  STATE_DIRECTORY=${STATE_DIRECTORY:-/var/lib/amends-hub}
  export STATE_DIRECTORY
  exec setpriv --reuid=amends-hub --regid=amends-hub --init-groups /usr/lib/amends/hub/bin/amends hub "$@"
fi
exec /usr/lib/amends/hub/bin/amends hub "$@"

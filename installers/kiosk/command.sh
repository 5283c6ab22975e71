#!/bin/sh
# The terminal, run by whoever is signed in at the screen; it keeps its data below that user's home. Or, named as such, the
# commands for surveys.
if [ "$1" = survey ]; then
  exec /usr/lib/amends/kiosk/bin/amends "$@"
fi
exec /usr/lib/amends/kiosk/bin/amends kiosk "$@"

#!/bin/sh
# The terminal, run by whoever is signed in at the screen; it keeps its data below that user's home.
exec /usr/lib/amends/kiosk/bin/amends kiosk "$@"

#!/bin/sh
# Starts the hub with the Java runtime beside it, from wherever this image lies; symbolic links may lead here.
self=$(readlink -f -- "$0") || exit 1
home=${self%/bin/amends}
lib=$home/lib

# The cache of loaded and linked classes halves the start. It is made when the image is built, where that was possible.
if [ -f "$lib/amends.aot" ]; then
  set -- "-XX:AOTCache=$lib/amends.aot" -Xlog:aot=off -Xlog:cds=off org.amends.Amends "$@"
else
  set -- org.amends.Amends "$@"
fi

# Memory and collector are the JVM's own choice by the machine's size; JDK_JAVA_OPTIONS can say otherwise.
# -UsePerfData: no file in /tmp. sqlite.lib: the driver unpacks nothing, so that the home may be read-only.
exec "$home/runtime/bin/java" \
  -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData \
  -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
  "-Dorg.sqlite.lib.path=$lib" -Dorg.sqlite.lib.name=libsqlitejdbc.so \
  --enable-native-access=ALL-UNNAMED \
  -classpath "@CLASSPATH@" \
  "$@"

#!/bin/sh
# Starts the terminal with the Java runtime beside it, from wherever this image lies; symbolic links may lead here.
self=$(readlink -f -- "$0") || exit 1
home=${self%/bin/amends}
lib=$home/lib

# Software rendering draws our pages in milliseconds; OpenGL would only cost time at the start and, in GTK, some 50 MiB.
GDK_GL=${GDK_GL:-disable}
export GDK_GL

# The cache of loaded and linked classes halves the start. It is made when the image is built, where that was possible.
if [ -f "$lib/amends.aot" ]; then
  set -- "-XX:AOTCache=$lib/amends.aot" -Xlog:aot=off -Xlog:cds=off org.amends.Amends "$@"
else
  set -- org.amends.Amends "$@"
fi

# Serial GC: the least memory. Both compilers, although C1 alone would save some 40 MiB: painting in software runs hot,
# and with C2 the slowest frames take half as long, most of all while a backlog is sent.
# Xmn, TrimNativeHeapInterval (ms): what was needed for a moment is given back. ArchiveRelocationMode: the cache lies where it
# was made for, and its pages stay those of the file. Together they take some 70 MiB off what a terminal holds after guests.
# disableRegionCaching: painted in software, a region is quicker drawn anew than copied out of a picture kept of it; the next page
# is there a fifth sooner, and no pictures are kept.
# CompileThresholdScaling: two cores that start a terminal have no time for compilers as well; a quarter less until the first page.
# -UsePerfData: no file in /tmp. sqlite.lib: the driver unpacks nothing, so that the home may be read-only.
exec "$home/runtime/bin/java" \
  -XX:+UseSerialGC -XX:CompileThresholdScaling=4 -Xmx256m -Xmn12m -XX:TrimNativeHeapInterval=10000 \
  -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 \
  -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData \
  -Dprism.order=sw -Dprism.disableRegionCaching=true -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
  "-Dorg.sqlite.lib.path=$lib" -Dorg.sqlite.lib.name=libsqlitejdbc.so \
  --enable-native-access=ALL-UNNAMED,javafx.graphics \
  -classpath "@CLASSPATH@" \
  "$@"

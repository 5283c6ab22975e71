#!/bin/sh
# The small machine's first program: what a system does at its start, then one command after the other from the second serial line.
/bin/busybox --install -s /bin
mount -t proc none /proc
mount -t sysfs none /sys
mount -t devtmpfs none /dev
mount -t tmpfs -o mode=1777 none /tmp
ip link set lo up
while read -r module; do insmod "/modules/$module"; done </modules/order
mkdir /data
mount -t ext4 /dev/vda /data
chmod 1777 /data
mount -t configfs none /sys/kernel/config
export CLASSPATH='/program/classes:/program/test-classes:/program/*'
stty -F /dev/ttyS1 raw -echo
exec </dev/ttyS1 >/dev/ttyS1 2>&1
echo "=ready="
while read -r command; do
    sh -c "$command" </dev/null
    echo "=ended= $?"
done
poweroff -f

#!/bin/sh
# Makes the icons of the window and of the desktop from sendense.svg. Needs rsvg-convert (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"
mkdir -p desktop
for size in 16 24 32 48 64 128 256 512; do
    rsvg-convert --width "$size" --height "$size" sendense.svg --output "desktop/sendense-$size.png"
done
for size in 16 32 64 128 256; do
    cp "desktop/sendense-$size.png" "../ui/src/main/resources/io/sendense/ui/frame/icon-$size.png"
done

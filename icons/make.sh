#!/bin/sh
# Makes the window icons from sendense.svg. Needs rsvg-convert (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"
for size in 16 32 64 128 256; do
    rsvg-convert --width "$size" --height "$size" sendense.svg \
        --output "../ui/src/main/resources/io/sendense/ui/frame/icon-$size.png"
done

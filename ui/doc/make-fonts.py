#!/usr/bin/python3
"""Makes the console's two font files from Debian's package fonts-inter (4.0~beta7).

    apt-get install fonts-inter python3-fonttools
    /usr/bin/python3 ui/doc/make-fonts.py

Kept: Latin, Greek, Cyrillic, punctuation, arrows. Digits become the tabular ones, so that figures
stand below each other in tables and do not jitter while they count. The semi-bold face is named as
the bold of the family, so that bold text stays calm. Other scripts come from the system's fonts.
The licence (SIL Open Font License 1.1) lies beside the files and names no reserved font name.
"""
import os
from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = "/usr/share/fonts/opentype/inter"
TARGET = os.path.join(os.path.dirname(__file__),
                      "../src/main/resources/io/sendense/ui/frame/fonts")
RANGES = [(0x20, 0x17F), (0x370, 0x3FF), (0x400, 0x45F), (0x1E9E, 0x1E9E), (0x2010, 0x2027),
          (0x2030, 0x203A), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2193),
          (0x2212, 0x2212), (0x2248, 0x2248), (0x2264, 0x2265)]


def make(face, style, target):
    font = TTFont(f"{SOURCE}/Inter-{face}.otf")
    gsub = font["GSUB"].table
    tabular = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    table = getattr(table, "ExtSubTable", table)
                    tabular.update(table.mapping)
    digits = {code: tabular[font.getBestCmap()[code]] for code in range(ord("0"), ord("9") + 1)}
    for table in font["cmap"].tables:
        if ord("0") in getattr(table, "cmap", {}):
            table.cmap.update(digits)
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.hinting = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[c for low, high in RANGES for c in range(low, high + 1)])
    worker.subset(font)
    names = font["name"]
    for number, text in ((1, "Inter"), (2, style), (4, f"Inter {style}"), (6, f"Inter-{style}"),
                         (3, f"sendense;Inter-{style}")):
        names.setName(text, number, 3, 1, 0x409)
    if style == "Bold":
        font["OS/2"].usWeightClass = 700
        font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x40 | 0x20
        font["head"].macStyle |= 1
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(f"{TARGET}/{target}")


make("Regular", "Regular", "Inter-Regular.otf")
make("SemiBold", "Bold", "Inter-Bold.otf")

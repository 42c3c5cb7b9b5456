#!/usr/bin/env python3
"""Makes src/AcmApprover/Estate/Resending/public-suffixes.txt of the Public Suffix List: its rules, in ASCII, without its comments.

    .ci/public_suffixes.py 2026-08-19 < public_suffix_list.dat > src/AcmApprover/Estate/Resending/public-suffixes.txt
"""
import sys


def ascii_form(label):
    return label if label.isascii() else "xn--" + label.lower().encode("punycode").decode("ascii")


print(f"""// The rules of the Public Suffix List (https://publicsuffix.org/list/) as of {sys.argv[1]}, in ASCII, without its comments.
// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with
// this file, You can obtain one at https://mozilla.org/MPL/2.0/.""")
for line in sys.stdin:
    rule = line.split("//")[0].strip()
    if rule:
        print(".".join(ascii_form(label) for label in rule.split(".")))

#!/usr/bin/env python3
"""Writes template.yaml as plain CloudFormation, which needs neither SAM nor its transform: .ci/plain_template.py > FILE

The function's archive is then two parameters, CodeBucket and CodeKey. Everything else is what `sam deploy` makes of the template. It
needs `pip install --requirement .github/requirements.txt`.
"""

import json
import logging
import os
import pathlib
import subprocess

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

ROOT = pathlib.Path(__file__).resolve().parent.parent

CODE = {
    "CodeBucket": {
        "Type": "String",
        "AllowedPattern": "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
        "Description": "A bucket in this region that has the function's archive.",
    },
    "CodeKey": {
        "Type": "String",
        "AllowedPattern": r"^\S{1,1024}$",
        "Description": "The archive in it: acm-approver-x86_64.zip or acm-approver-arm64.zip of a release, the same as Architecture.",
    },
}


class NoManagedPolicies:
    """The template names no managed policy, so that the translator need not ask IAM for them."""

    def load(self):
        return {}


def translate(text, parameters=None):
    """The text of template.yaml in plain CloudFormation, which needs no parameter's value; given some, the translator knows them."""
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    template = yaml_parse(text)
    template["Parameters"].update(CODE)
    groups = template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    groups.append({"Label": {"default": "The function's archive"}, "Parameters": list(CODE)})
    template["Resources"]["ApproverFunction"]["Properties"]["CodeUri"] = {"Bucket": {"Ref": "CodeBucket"}, "Key": {"Ref": "CodeKey"}}
    # Each parameter stands for itself; the translator would put its default in its place.
    stay = [*template["Parameters"], "AWS::Region", "AWS::Partition"]
    values = {name: {"Ref": name} for name in stay}
    return transform(template, {**values, **(parameters or {})}, NoManagedPolicies())


def commit():
    """The commit of the sources, as the programs have it behind their version."""
    return subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=True, text=True).stdout.strip()


def main():
    logging.disable(logging.ERROR)
    template = translate((ROOT / "template.yaml").read_text(encoding="utf-8"))
    template["Outputs"]["Version"]["Value"] += f"+{commit()}"
    print(json.dumps(template, separators=(",", ":")))


if __name__ == "__main__":
    main()

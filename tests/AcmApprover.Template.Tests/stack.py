"""What a deployment makes of the template, worked out here instead of in AWS: .ci/plain_template.py turns it into CloudFormation, and
a small evaluator of CloudFormation's functions says which rules stop it and which resources are left.

It reads requests, a JSON object a line, and answers each with one: {"answer": ...}, or {"error": "..."}. A case is
{"parameters": {...}, "region": "..."}.

    {"command": "survey", "cases": [case, ...]}     violated rules, resources, outputs and references to what is not there, for all cases
                                                    that have the same, with their indices
    {"command": "resolve", "case": case}            the CloudFormation that is left
    {"command": "before", "case": case, "name": name}
                                                    the resources that are made before one, since it speaks of them
    {"command": "lint", "files": [path, ...]}       what cfn-lint finds
    {"command": "plain"}                            what cfn-lint finds in the plain template
    {"command": "check", "cases": [case, ...]}      lints a few of the cases that have between them every value that is in any, and
                                                    creates their stacks in moto; it finds, too, what the translator makes otherwise
                                                    when it knows the parameters
    {"command": "create", "case": case, "endpoint": url, "archive": path}
                                                    creates the stack at a moto_server, without what moto cannot make, with the
                                                    function's code from an archive: its status, outputs, resources, the function's
                                                    ARN and settings, the types left out, and the CloudFormation in moto's account
"""

import copy
import functools
import json
import logging
import os
import pathlib
import re
import sys
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ci"))
sys.dont_write_bytecode = True

import plain_template  # noqa: E402

ACCOUNT = "111122223333"
MOTO_ACCOUNT = "123456789012"
NO_VALUE = object()
CODE = {"CodeBucket": "code", "CodeKey": "function.zip"}

# Types that moto 5.2.1 does not make from a stack: it leaves them out in silence, and fails over a reference to an attribute of
# one.
NOT_IN_MOTO = {
    "AWS::CloudWatch::Alarm",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::S3::BucketPolicy",
    "AWS::SES::EmailIdentity",
    "AWS::SES::ReceiptRule",
    "AWS::SES::ReceiptRuleSet",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
}

# What moto makes, but then invokes the function for in a container; the tests play Lambda instead.
PLAYED_BY_THE_TEST = {"AWS::Lambda::EventSourceMapping"}


class Deployment:
    """One template with one set of parameters, as CloudFormation evaluates it before it makes anything."""

    def __init__(self, template, case, account=ACCOUNT):
        self.template = template
        self.selects = True
        self.values = {
            "AWS::AccountId": account,
            "AWS::NoValue": NO_VALUE,
            "AWS::Partition": partition(case["region"]),
            "AWS::Region": case["region"],
            "AWS::StackName": "acm-approver",
            "AWS::URLSuffix": "amazonaws.com.cn" if case["region"].startswith("cn-") else "amazonaws.com",
        }
        parameters = {**CODE, **case["parameters"]}
        unknown = parameters.keys() - template["Parameters"].keys()
        if unknown:
            raise ValueError(f"no such parameters: {sorted(unknown)}")
        for name, parameter in template["Parameters"].items():
            value = str(parameters.get(name, parameter.get("Default")))
            self.values[name] = value.split(",") if parameter["Type"] == "CommaDelimitedList" else value

    def violations(self):
        """The sentences with which the deployment would stop."""
        return [
            assertion["AssertDescription"]
            for rule in self.template["Rules"].values()
            if "RuleCondition" not in rule or self.value(rule["RuleCondition"])
            for assertion in rule["Assertions"]
            if not self.value(assertion["Assert"])
        ]

    def resolve(self):
        """The template that is left: no conditions, no parameters, only the resources and outputs that are made."""
        left = {"AWSTemplateFormatVersion": self.template["AWSTemplateFormatVersion"]}
        for section in "Resources", "Outputs":
            left[section] = {name: self.rendered(section, name) for name in self.template[section] if self.is_made(section, name)}
        return left

    def before(self, name):
        """The resources that are made before one, since it speaks of them, or what it speaks of does."""
        self.selects = False  # what is not selected is spoken of, too
        resources = self.resolve()["Resources"]
        names, found = [name], set()
        while names:
            spoken = set(references(resources[names.pop()])) & resources.keys() - found
            found |= spoken
            names += spoken
        return sorted(found)

    def is_made(self, section, name):
        body = self.template[section][name]
        return "Condition" not in body or self.condition(body["Condition"])

    def rendered(self, section, name):
        return self.value({key: part for key, part in self.template[section][name].items() if key != "Condition"})

    def condition(self, name):
        return self.value(self.template["Conditions"][name])

    def value(self, node):
        """The value of a node; what only AWS knows (names and attributes of resources) stays as a reference."""
        if isinstance(node, list):
            return [value for value in map(self.value, node) if value is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            (name, argument), = node.items()
            if name == "Fn::Select" and not self.selects:
                return {name: self.value(argument)}
            if name == "Ref":
                return self.values.get(argument, node)
            if name == "Condition" and isinstance(argument, str):
                return self.condition(argument)
            if name == "Fn::If":
                return self.value(argument[1] if self.condition(argument[0]) else argument[2])
            if name == "Fn::Sub":
                return self.substitute(argument)
            if name == "Fn::GetAtt":
                return node
            if name.startswith("Fn::"):
                return FUNCTIONS[name](*self.value(argument))
        values = {key: self.value(part) for key, part in node.items()}
        return {key: part for key, part in values.items() if part is not NO_VALUE}

    def substitute(self, argument):
        text, own = argument if isinstance(argument, list) else (argument, {})
        own = self.value(own)
        missing = {key: part for key, part in own.items() if not isinstance(part, str)}

        def replace(match):
            value = own.get(match[1], self.values.get(match[1]))
            return value if isinstance(value, str) else match[0]

        text = re.sub(r"\$\{([^!}]+)\}", replace, text)
        if "${" not in text:
            return text
        return {"Fn::Sub": [text, missing] if missing else text}


FUNCTIONS = {
    "Fn::And": lambda *parts: all(parts),
    "Fn::Contains": lambda members, value: value in members,
    "Fn::EachMemberEquals": lambda members, value: all(member == value for member in members),
    "Fn::EachMemberIn": lambda members, values: all(member in values for member in members),
    "Fn::Equals": lambda one, other: str(one) == str(other),
    "Fn::Join": lambda separator, parts: separator.join(parts),
    "Fn::Not": lambda part: not part,
    "Fn::Or": lambda *parts: any(parts),
    "Fn::Select": lambda index, parts: parts[int(index)],
    "Fn::Split": lambda separator, text: text.split(separator),
}


def partition(region):
    return "aws-cn" if region.startswith("cn-") else "aws-us-gov" if region.startswith("us-gov-") else "aws"


def references(node):
    """The names of what a node refers to, by Ref, GetAtt, Sub or DependsOn."""
    if isinstance(node, list):
        for part in node:
            yield from references(part)
    elif isinstance(node, dict):
        for key, part in node.items():
            if key == "Ref":
                yield part
            elif key == "Fn::GetAtt":
                yield part[0] if isinstance(part, list) else part.split(".")[0]
            elif key == "Fn::Sub":
                text, own = part if isinstance(part, list) else (part, {})
                yield from (name.split(".")[0] for name in re.findall(r"\$\{([^!}]+)\}", text) if name not in own)
                yield from references(own)
            elif key == "DependsOn":
                yield from [part] if isinstance(part, str) else part
            else:
                yield from references(part)


@functools.cache
def translated():
    """The template in plain CloudFormation."""
    return plain_template.translate((ROOT / "template.yaml").read_text(encoding="utf-8"))


class Survey:
    """Many cases. What resources and outputs become is worked out once for all cases that agree on the parameters they depend on."""

    def __init__(self, template):
        self.template = template
        self.known = {}
        self.groups = {}
        for section in "Resources", "Outputs":
            for name, body in template[section].items():
                self.groups.setdefault(tuple(sorted(self.inputs_of(body))), []).append((section, name))
        self.rules = tuple(sorted(self.inputs_of(template["Rules"])))

    def inputs_of(self, node):
        """The parameters that a node's value depends on, directly or by a condition."""
        if isinstance(node, list):
            return set().union(*map(self.inputs_of, node))
        if not isinstance(node, dict):
            return set()
        inputs = set(references(node)) & (self.template["Parameters"].keys() | {"AWS::Region", "AWS::Partition"})
        for key, part in node.items():
            condition = part if key == "Condition" else part[0] if key == "Fn::If" else None
            if isinstance(condition, str):
                inputs |= self.inputs_of(self.template["Conditions"][condition])
            inputs |= self.inputs_of(part)
        return inputs

    def once(self, planned, inputs, work):
        """The result of work, for the values of the parameters that it depends on."""
        key = (work.__name__, inputs, *(str(planned.values[name]) for name in inputs))
        if key not in self.known:
            self.known[key] = work()
        return self.known[key]

    def parts(self, planned):
        """Of each resource and output that is made: its section and name, references and values."""
        for inputs, names in self.groups.items():
            yield from self.once(planned, inputs, lambda names=names: [
                self.part(planned, section, name) for section, name in names if planned.is_made(section, name)
            ])

    def part(self, planned, section, name):
        body = planned.rendered(section, name)
        return section, name, frozenset(references(body)), frozenset(values(body, name))

    def answer(self, case):
        planned = Deployment(self.template, case)
        parts = list(self.parts(planned))
        resources = {name for section, name, _, _ in parts if section == "Resources"}
        return {
            "violations": self.once(planned, self.rules, planned.violations),
            "resources": sorted(resources),
            "outputs": sorted(name for section, name, _, _ in parts if section == "Outputs"),
            "dangling": sorted(frozenset().union(*(spoken for _, _, spoken, _ in parts)) - resources),
        }

    def cover(self, cases):
        """A few of the cases: whatever value stands at any place in any case stands there in one of these, too."""
        def found(case):
            return set().union(*(part[3] for part in self.parts(Deployment(self.template, case))))

        seen = set()
        candidates = [(case, found(case)) for case in cases[::len(cases) // 200 or 1]]
        for case in cases:
            if not all(part[3] <= seen for part in self.parts(Deployment(self.template, case))):
                seen |= found(case)
                candidates.append((case, found(case)))
        chosen = []
        while seen:
            case, values = max(candidates, key=lambda candidate: len(candidate[1] & seen))
            seen -= values
            chosen.append(case)
        return chosen


def values(node, path):
    """What stands where in a node: its texts and numbers, and which members go together."""
    if isinstance(node, dict):
        yield path, *sorted(node)
        for key, part in node.items():
            yield from values(part, f"{path}.{key}")
    elif isinstance(node, list):
        for part in node:
            yield from values(part, path)
    else:
        yield path, node


def without(template, types):
    """The template without the resources of these types, and without the resources and outputs that speak of one that is gone."""
    left, gone = template["Resources"], {name for name, body in template["Resources"].items() if body["Type"] in types}
    while gone & left.keys():
        left = {name: body for name, body in left.items() if name not in gone}
        gone |= {name for name, body in left.items() if not gone.isdisjoint(references(body))}
    outputs = {name: body for name, body in template["Outputs"].items() if gone.isdisjoint(references(body))}
    return {**template, "Resources": left, "Outputs": outputs}


def lint(text):
    from cfnlint.api import lint as findings

    return [f"{match.rule.id} {match.message} at {'/'.join(map(str, match.path))}" for match in findings(text)]


def check(cases):
    template = translated()
    chosen = Survey(template).cover(cases)
    findings, statuses = [], []
    for case in chosen:
        left = Deployment(template, case).resolve()
        findings += lint(json.dumps(left))
        known = plain_template.translate((ROOT / "template.yaml").read_text(encoding="utf-8"), {**CODE, **case["parameters"]})
        if Deployment(known, case).resolve() != left:
            findings.append(f"the translator makes something else of it when it knows {case}")
        statuses.append(create_in_process(template, case))
    return {"chosen": len(chosen), "findings": findings, "statuses": statuses}


def create_in_process(template, case):
    from moto import mock_aws

    with mock_aws():
        return create(template, case, None, None)["status"]


def create(template, case, endpoint, archive):
    import boto3

    def client(service):
        return boto3.client(
            service, endpoint_url=endpoint, region_name=case["region"], aws_access_key_id="test", aws_secret_access_key="test")

    location = {} if case["region"] == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": case["region"]}}
    s3 = client("s3")
    s3.create_bucket(Bucket="code", **location)
    s3.put_object(Bucket="code", Key="function.zip", Body=pathlib.Path(archive).read_bytes() if archive else EMPTY_ARCHIVE)
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName="acm-approver",
        TemplateBody=json.dumps(without(template, NOT_IN_MOTO | PLAYED_BY_THE_TEST)),
        Capabilities=["CAPABILITY_IAM"],
        Parameters=[
            {"ParameterKey": name, "ParameterValue": str(value)} for name, value in {**CODE, **case["parameters"]}.items()
        ])
    stack, = cloudformation.describe_stacks(StackName="acm-approver")["Stacks"]
    resources = cloudformation.list_stack_resources(StackName="acm-approver")["StackResourceSummaries"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    function = client("lambda").get_function_configuration(FunctionName=outputs["FunctionName"])
    return {
        "status": stack["StackStatus"],
        "outputs": outputs,
        "functionArn": function["FunctionArn"],
        "settings": function["Environment"]["Variables"],
        # What a condition leaves out, moto lists without a name.
        "resources": {
            resource["LogicalResourceId"]: resource["PhysicalResourceId"]
            for resource in resources if resource["LogicalResourceId"]
        },
        "leftOut": sorted(NOT_IN_MOTO),
        "template": Deployment(template, case, MOTO_ACCOUNT).resolve(),
    }


# A zip archive with nothing in it.
EMPTY_ARCHIVE = b"PK\x05\x06" + bytes(18)


def answer(request):
    command = request["command"]
    if command == "survey":
        survey = Survey(translated())
        alike = {}
        for index, case in enumerate(request["cases"]):
            alike.setdefault(json.dumps(survey.answer(case)), []).append(index)
        return [{**json.loads(answer), "cases": indices} for answer, indices in alike.items()]
    if command == "resolve":
        return Deployment(translated(), request["case"]).resolve()
    if command == "before":
        return Deployment(translated(), request["case"]).before(request["name"])
    if command == "lint":
        return [finding for path in request["files"] for finding in lint(pathlib.Path(path).read_text(encoding="utf-8"))]
    if command == "plain":
        return lint(json.dumps(translated()))
    if command == "check":
        return check(request["cases"])
    if command == "create":
        return create(translated(), request["case"], request["endpoint"], request["archive"])
    raise ValueError(f"no such command: {command}")


def main():
    logging.disable(logging.ERROR)
    for line in sys.stdin:
        try:
            print(json.dumps({"answer": answer(json.loads(line))}), flush=True)
        except Exception:  # it goes to the test that asked
            print(json.dumps({"error": traceback.format_exc()}), flush=True)


if __name__ == "__main__":
    main()

"""What a deployment makes of the template, worked out here instead of in AWS: the SAM translator turns it into CloudFormation,
and a small evaluator of CloudFormation's functions says which rules stop it and which resources are left.

    stack.py survey TEMPLATE                reads cases, a JSON object {"parameters": {...}, "region": "..."} a line, writes one
                                            answer a line: violated rules, resources, outputs, references to what is not there
    stack.py resolve TEMPLATE               reads one case, writes the CloudFormation that is left for it
    stack.py create TEMPLATE ENDPOINT ZIP   reads one case, creates the stack at a moto_server, without what moto cannot make,
                                            with the function's code from ZIP; writes its status, outputs, resources, the
                                            function's ARN and settings, the types that were left out, and the CloudFormation
                                            that is left in moto's account
"""

import copy
import json
import logging
import multiprocessing
import os
import re
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

ACCOUNT = "111122223333"
MOTO_ACCOUNT = "123456789012"
NO_VALUE = object()

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
}


# What moto makes, but then invokes the function for in a container; the tests play Lambda instead.
PLAYED_BY_THE_TEST = {"AWS::Lambda::EventSourceMapping"}


class NoManagedPolicies:
    """The template names no managed policy, so that the translator need not ask IAM for them."""

    def load(self):
        return {}


def translate(template, parameters, region, code):
    """The template in plain CloudFormation, with the function's code at an S3 address, as `sam package` leaves it."""
    os.environ["AWS_DEFAULT_REGION"] = region
    template = copy.deepcopy(template)
    template["Resources"]["ApproverFunction"]["Properties"]["CodeUri"] = code
    return transform(template, parameters, NoManagedPolicies())


class Deployment:
    """One template with one set of parameters, as CloudFormation evaluates it before it makes anything."""

    def __init__(self, template, parameters, region, account):
        self.template = template
        self.values = {
            "AWS::AccountId": account,
            "AWS::NoValue": NO_VALUE,
            "AWS::Partition": "aws",
            "AWS::Region": region,
            "AWS::StackName": "acm-approver",
        }
        unknown = parameters.keys() - template["Parameters"].keys()
        if unknown:
            raise ValueError(f"no such parameters: {sorted(unknown)}")
        for name, parameter in template["Parameters"].items():
            value = str(parameters.get(name, parameter["Default"]))
            self.values[name] = value.split(",") if parameter["Type"] == "CommaDelimitedList" else value

    def violations(self):
        """The sentences with which the deployment would stop."""
        return [
            assertion["AssertDescription"]
            for rule in self.template.get("Rules", {}).values()
            if "RuleCondition" not in rule or self.value(rule["RuleCondition"])
            for assertion in rule["Assertions"]
            if not self.value(assertion["Assert"])
        ]

    def resolve(self):
        """The template that is left: no conditions, no parameters, only the resources and outputs that are made."""
        left = {"AWSTemplateFormatVersion": self.template["AWSTemplateFormatVersion"]}
        for section in "Resources", "Outputs":
            left[section] = {
                name: self.value({key: part for key, part in body.items() if key != "Condition"})
                for name, body in self.template[section].items()
                if "Condition" not in body or self.condition(body["Condition"])
            }
        return left

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


def deployment(template, case, account=ACCOUNT):
    translated = translate(template, case["parameters"], case["region"], "s3://code/function.zip")
    return Deployment(translated, case["parameters"], case["region"], account)


def survey(job):
    template, line = job
    planned = deployment(template, json.loads(line))
    left = planned.resolve()
    return json.dumps({
        "violations": planned.violations(),
        "resources": {name: body["Type"] for name, body in left["Resources"].items()},
        "outputs": sorted(left["Outputs"]),
        "dangling": sorted(set(references(left)) - left["Resources"].keys()),
    })


def without(template, types):
    """The template without the resources of these types, and without the resources and outputs that speak of one that is gone."""
    left, gone = template["Resources"], {name for name, body in template["Resources"].items() if body["Type"] in types}
    while gone & left.keys():
        left = {name: body for name, body in left.items() if name not in gone}
        gone |= {name for name, body in left.items() if not gone.isdisjoint(references(body))}
    outputs = {name: body for name, body in template["Outputs"].items() if gone.isdisjoint(references(body))}
    return {**template, "Resources": left, "Outputs": outputs}


def create(template, case, endpoint, archive):
    import boto3

    def client(service):
        return boto3.client(
            service, endpoint_url=endpoint, region_name=case["region"], aws_access_key_id="test", aws_secret_access_key="test")

    location = {} if case["region"] == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": case["region"]}}
    client("s3").create_bucket(Bucket="code", **location)
    client("s3").upload_file(archive, "code", "function.zip")
    planned = deployment(template, case, MOTO_ACCOUNT)
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName="acm-approver",
        TemplateBody=json.dumps(without(planned.template, NOT_IN_MOTO | PLAYED_BY_THE_TEST)),
        Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": name, "ParameterValue": str(value)} for name, value in case["parameters"].items()])
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
        "template": planned.resolve(),
    }


def main(command, path, *arguments):
    logging.disable(logging.ERROR)
    with open(path, encoding="utf-8") as file:
        template = yaml_parse(file.read())
    if command == "survey":
        with multiprocessing.Pool() as pool:
            for answer in pool.imap(survey, ((template, line) for line in sys.stdin), chunksize=32):
                print(answer)
    elif command == "resolve":
        print(json.dumps(deployment(template, json.load(sys.stdin)).resolve()))
    elif command == "create":
        print(json.dumps(create(template, json.load(sys.stdin), *arguments)))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])

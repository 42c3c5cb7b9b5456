#!/usr/bin/env python3
"""The approver's job as one would write it in Python: boto3, the standard library, and urllib3, which boto3 brings along.

It is what the start benchmark measures the native function against, and is not meant to be used: it approves what a current
template asks for, and knows neither the old templates nor what to do when something is wrong, except to say so.
"""

import email
import email.policy
import functools
import http.client
import json
import os
import re
import ssl
import time
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import unquote_plus, urlencode, urljoin, urlsplit

import boto3
import urllib3

RUNTIME = "/2018-06-01/runtime"
LINK = re.compile(r"https://([a-z0-9-]+)\.acm-certificates\.amazon\.com/approvals\?code=[0-9a-f-]+&context=[0-9a-f-]+")
FIELDS = {
    "domain": re.compile(r"^Domain: (\S+)$", re.MULTILINE),
    "account": re.compile(r"^AWS account ID: (\d{12})$", re.IGNORECASE | re.MULTILINE),
    "region": re.compile(r"^AWS Region name: (\S+)$", re.MULTILINE),
    "certificate": re.compile(r"^Certificate Identifier: (\S+)$", re.MULTILINE),
}
MAILBOXES = ("admin", "administrator", "hostmaster", "postmaster", "webmaster")
LONGEST_MAIL = 1024 * 1024

s3 = boto3.client("s3")
trust = ssl.create_default_context()
proxy = os.environ.get("HTTPS_PROXY")
site = urllib3.ProxyManager(proxy, ssl_context=trust) if proxy else urllib3.PoolManager(ssl_context=trust)


class Refer(Exception):
    """The mail must be looked at by the operator."""


@functools.cache
def acm(region):
    return boto3.client("acm", region_name=region)


def handle(bucket, key, account):
    stored = s3.get_object(Bucket=bucket, Key=key, Range=f"bytes=0-{LONGEST_MAIL - 1}")
    mail = email.message_from_bytes(stored["Body"].read(), policy=email.policy.default)
    try:
        outcome, reason = approve(mail, account), None
    except Refer as problem:
        outcome, reason = "Referred", str(problem)
    decision = {
        "mail": {"bucket": bucket, "key": key, "messageId": mail["Message-ID"], "subject": mail["Subject"]},
        "outcome": outcome,
        "reason": reason,
        "decidedAt": datetime.now(timezone.utc).isoformat(),
    }
    s3.put_object(
        Bucket=bucket,
        Key=f"decisions/{key}.json",
        Body=json.dumps(decision).encode(),
        ContentType="application/json",
        IfNoneMatch="*",
    )
    print(json.dumps(decision), flush=True)
    return decision


def approve(mail, account):
    claim = read_claim(mail, account)
    if check_certificate(describe(claim), claim) == "SUCCESS":
        return "AlreadyApproved"

    page = site.request("GET", claim["link"], redirect=False)
    form = ApprovalForm.read(page, claim)
    cookies = SimpleCookie(page.headers.get("Set-Cookie", ""))
    answer = site.request(
        "POST",
        urljoin(claim["link"], form.action),
        body=urlencode(form.fields),
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": claim["link"],
            "Cookie": "; ".join(f"{c.key}={c.value}" for c in cookies.values()),
        },
        redirect=False,
    )
    for pause in (0.2, 0.4, 0.8, 1.6, 0):
        if check_certificate(describe(claim), claim) == "SUCCESS":
            return "Approved"
        if pause:
            time.sleep(pause)
    if answer.status == 200 and "you have approved" in re.sub(r"<[^>]*>", "", answer.data.decode()).lower():
        return "Approved"
    raise Refer("approval-not-confirmed")


def read_claim(mail, account):
    check_sender(mail)
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    html = mail.get_body(("html",)).get_content()
    links = {match.group() for match in LINK.finditer(text + html.replace("&amp;", "&"))}
    found = {name: pattern.search(text) for name, pattern in FIELDS.items()}
    if len(links) != 1 or not all(found.values()):
        raise Refer("mail-incomplete")
    claim = {name: match.group(1) for name, match in found.items()} | {"link": links.pop()}
    if LINK.fullmatch(claim["link"]).group(1) != claim["region"]:
        raise Refer("link-untrusted")
    if claim["account"] != account or claim["certificate"].split(":")[4] != account:
        raise Refer("account-not-trusted")
    if datetime.now(timezone.utc) - mail["Date"].datetime > timedelta(hours=72):
        raise Refer("link-expired")
    to = mail["To"].addresses[0]
    if to.username not in MAILBOXES or not f".{claim['domain']}".endswith(f".{to.domain}"):
        raise Refer("recipient-not-system-address")
    return claim


def check_sender(mail):
    results = mail["Authentication-Results"] or ""
    sender = mail["From"].addresses
    if (
        len(sender) != 1
        or not f".{sender[0].domain}".endswith(".amazon.com")
        or f"dkim=pass header.i=@{sender[0].domain}" not in results
        or mail["X-SES-Spam-Verdict"] != "PASS"
        or mail["X-SES-Virus-Verdict"] != "PASS"
    ):
        raise Refer("sender-not-authenticated")


def describe(claim):
    return acm(claim["region"]).describe_certificate(CertificateArn=claim["certificate"])["Certificate"]


def check_certificate(certificate, claim):
    options = certificate.get("RenewalSummary", certificate)["DomainValidationOptions"]
    option = next((o for o in options if o["DomainName"] == claim["domain"]), None)
    if option is None:
        raise Refer("domain-not-in-certificate")
    if option["ValidationMethod"] != "EMAIL":
        raise Refer("not-email-validated")
    return option["ValidationStatus"]


class ApprovalForm(HTMLParser):
    """The page's form, and the page's text."""

    def __init__(self):
        super().__init__()
        self.action = None
        self.fields = {}
        self.forms = 0
        self.has_button = False
        self.text = []

    @classmethod
    def read(cls, page, claim):
        if page.status != 200:
            raise Refer("link-rejected")
        form = cls()
        form.feed(page.data.decode())
        words = set(" ".join(form.text).split())
        if form.forms != 1 or not form.has_button or urlsplit(urljoin(claim["link"], form.action)).netloc != urlsplit(claim["link"]).netloc:
            raise Refer("page-unrecognised")
        if not words.issuperset(claim[name] for name in FIELDS):
            raise Refer("page-mismatch")
        return form

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.forms += 1
            self.action = attributes.get("action")
        elif tag in ("input", "button"):
            if attributes.get("type") == "submit":
                self.has_button = attributes.get("value") in ("I Approve", "APPROVED")
            if "name" in attributes:
                self.fields[attributes["name"]] = attributes.get("value", "")

    def handle_data(self, data):
        self.text.append(data)


def main():
    runtime = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        runtime.request("GET", f"{RUNTIME}/invocation/next")
        invocation = runtime.getresponse()
        event = json.loads(invocation.read())
        account = invocation.headers["Lambda-Runtime-Invoked-Function-Arn"].split(":")[4]
        decisions = [
            handle(record["s3"]["bucket"]["name"], unquote_plus(record["s3"]["object"]["key"]), account) for record in event["Records"]
        ]
        request_id = invocation.headers["Lambda-Runtime-Aws-Request-Id"]
        runtime.request("POST", f"{RUNTIME}/invocation/{request_id}/response", json.dumps({"decisions": decisions}))
        runtime.getresponse().read()


main()

#!/usr/bin/env python3
"""Verifier of signed allow-lists and PCR manifests, and a runner for folders of test vectors.

Written from docs/verifier-authors.md and the pages that it names.

    python3 verifier.py FOLDER

FOLDER holds an index.json as docs/vectors/README.md describes it. The runner verifies each case, prints a line for each
result that differs from the index, and ends with `N of M results are as the index says`. The exit code is 1 where one differs.

The verifier itself (everything above "The runner") takes bytes, pins and an instant. It reads no clock and no network.
"""

from __future__ import annotations

import base64
import binascii
import calendar
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

# verifier-authors.md, "The envelope", rules 1, 2 and 4, and "The allow-list", rule 2.
MAX_ENVELOPE_BYTES = 16 * 1024 * 1024
MAX_SIGNATURES = 8
MAX_KEYS = 32
MAX_LEVELS = 64
MAX_VALUES = 100_000
MAX_LIST_VALUES = 250_000
MAX_SUBJECTS = 1024
MAX_DIGESTS = 32
MAX_LIST_BYTES = 12_550_000
MAX_LIST_BYTES_V1 = 8 * 1024 * 1024
# verifier-authors.md, "The allow-list", rule 5.
MAX_AHEAD_MS = 5 * 60 * 1000

PAYLOAD_TYPE = "application/vnd.in-toto+json"
STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
TYPE_PREFIX = "https://pcr-allowlist.github.io/"

MAX_VERSION = 9_999_999_999
MAX_SAFE_INTEGER = 2**53 - 1
RESERVED_PLATFORMS = ("nitro-tpm", "nitro-sandbox")
ZEROS = "0" * 96


class Refused(Exception):
    """A refusal with a code of docs/errors.md."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


def malformed(message: str) -> Refused:
    """errors.md: an envelope, statement, manifest or allow-list that is not of its form."""
    return Refused("statement-format", message)


# ---------------------------------------------------------------------------------------------------------------------------
# Strict JSON


class _Parser:
    """One strict JSON text (verifier-authors.md, "The envelope", rule 1).

    It refuses a member that is there twice (compared after unescaping), anything after the value, more than MAX_LEVELS nested
    objects and arrays, and a surrogate that stands alone. Numbers become floats. One whose exact decimal value no float has stays
    a Decimal, which passes for no number of a form ("A number counts by its exact decimal value").
    """

    _SPACE = re.compile(r"[ \t\n\r]*")
    _NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
    _PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
    _HEX4 = re.compile(r"[0-9A-Fa-f]{4}")
    _ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
    _WORDS: tuple[tuple[str, Any], ...] = (("true", True), ("false", False), ("null", None))

    def __init__(self, text: str, max_values: int) -> None:
        self._text = text
        self._at = 0
        self._max_values = max_values
        self.values = 0

    def parse(self) -> Any:
        value = self._value(0)
        self._skip_space()
        if self._at != len(self._text):
            raise malformed(f"something follows the JSON value at {self._at}")
        return value

    def _skip_space(self) -> None:
        self._at = self._SPACE.match(self._text, self._at).end()

    def _take(self, token: str) -> bool:
        if not self._text.startswith(token, self._at):
            return False
        self._at += len(token)
        return True

    def _value(self, level: int) -> Any:
        self.values += 1
        if self.values > self._max_values:
            raise malformed(f"more than {self._max_values} values")
        self._skip_space()
        if self._take("{"):
            return self._object(level + 1)
        if self._take("["):
            return self._array(level + 1)
        if self._take('"'):
            return self._string()
        for word, value in self._WORDS:
            if self._take(word):
                return value
        number = self._NUMBER.match(self._text, self._at)
        if number is None:
            raise malformed(f"no JSON value at {self._at}")
        self._at = number.end()
        try:
            rounded, exact = float(number.group()), Decimal(number.group())
        except InvalidOperation:  # An exponent of more digits than any float needs.
            return Decimal("NaN")
        return rounded if exact == Decimal(rounded) else exact

    def _enter(self, level: int) -> None:
        if level > MAX_LEVELS:
            raise malformed(f"more than {MAX_LEVELS} levels")
        self._skip_space()

    def _object(self, level: int) -> dict[str, Any]:
        self._enter(level)
        members: dict[str, Any] = {}
        if self._take("}"):
            return members
        while True:
            self._skip_space()
            if not self._take('"'):
                raise malformed(f"no name of a member at {self._at}")
            name = self._string()
            if name in members:
                raise malformed(f"a member is there twice at {self._at}")
            self._skip_space()
            if not self._take(":"):
                raise malformed(f"no colon at {self._at}")
            members[name] = self._value(level)
            self._skip_space()
            if self._take("}"):
                return members
            if not self._take(","):
                raise malformed(f"no comma at {self._at}")

    def _array(self, level: int) -> list[Any]:
        self._enter(level)
        items: list[Any] = []
        if self._take("]"):
            return items
        while True:
            items.append(self._value(level))
            self._skip_space()
            if self._take("]"):
                return items
            if not self._take(","):
                raise malformed(f"no comma at {self._at}")

    def _string(self) -> str:
        parts: list[str] = []
        while True:
            plain = self._PLAIN.match(self._text, self._at)
            parts.append(plain.group())
            self._at = plain.end()
            if self._take('"'):
                return "".join(parts)
            if not self._take("\\"):
                raise malformed(f"a text that ends early, or a control character, at {self._at}")
            parts.append(self._escape())

    def _escape(self) -> str:
        if self._take("u"):
            unit = self._code_unit()
            if 0xD800 <= unit <= 0xDBFF and self._take("\\u"):
                low = self._code_unit()
                if 0xDC00 <= low <= 0xDFFF:
                    return chr(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
                raise malformed(f"a surrogate that stands alone at {self._at}")
            if 0xD800 <= unit <= 0xDFFF:
                raise malformed(f"a surrogate that stands alone at {self._at}")
            return chr(unit)
        character = self._ESCAPES.get(self._text[self._at : self._at + 1])
        if character is None:
            raise malformed(f"an unknown escape at {self._at}")
        self._at += 1
        return character

    def _code_unit(self) -> int:
        digits = self._HEX4.match(self._text, self._at)
        if digits is None:
            raise malformed(f"no four hexadecimal digits at {self._at}")
        self._at = digits.end()
        return int(digits.group(), 16)


def parse_json(data: bytes, max_values: int = MAX_VALUES) -> tuple[Any, int]:
    """Returns the value and how many values it holds: of every kind, names of members not counted."""
    try:
        text = data.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        raise malformed(f"not UTF-8: {error.reason}") from None
    parser = _Parser(text, max_values)
    value = parser.parse()
    return value, parser.values


def canonical_json(value: Any) -> bytes:
    """RFC 8785, for values whose form was checked: numbers are whole, and names of members ASCII, so that code points sort as
    UTF-16 code units do."""

    def whole(part: Any) -> Any:
        if isinstance(part, float):
            return int(part)
        if isinstance(part, list):
            return [whole(item) for item in part]
        return {name: whole(item) for name, item in part.items()} if isinstance(part, dict) else part

    return json.dumps(whole(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


# ---------------------------------------------------------------------------------------------------------------------------
# Forms: a check either returns or raises `statement-format`. It adds each reserved field that it meets to `reserved`, whose
# form it does not look at (allow-list.md, "Parsing rules", rule 5).

Check = Callable[[Any, str, list[str]], None]


def text(low: int = 1, high: int | None = 2048) -> Check:
    """allow-list.md, "Fields": the length of a text counts UTF-16 code units."""

    def check(value: Any, where: str, reserved: list[str]) -> None:
        if not isinstance(value, str):
            raise malformed(f"{where} is no text")
        length = len(value.encode("utf-16-le")) // 2
        if length < low or (high is not None and length > high):
            raise malformed(f"{where} has {length} UTF-16 code units")

    return check


def pattern(expression: str, *exceptions: str) -> Check:
    compiled = re.compile(expression)

    def check(value: Any, where: str, reserved: list[str]) -> None:
        if not isinstance(value, str) or compiled.fullmatch(value) is None or value in exceptions:
            raise malformed(f"{where} is not of its form")

    return check


def const(*allowed: str | bool | float) -> Check:
    """One of these values, and of their type: True is not 1."""

    def check(value: Any, where: str, reserved: list[str]) -> None:
        if not any(type(value) is type(one) and value == one for one in allowed):
            raise malformed(f"{where} is not one of {allowed}")

    return check


def integer(low: int, high: int = MAX_SAFE_INTEGER) -> Check:
    def check(value: Any, where: str, reserved: list[str]) -> None:
        if type(value) is not float or not low <= value <= high or not value.is_integer():
            raise malformed(f"{where} is no integer from {low} to {high}")

    return check


def array(item: Check, low: int = 0, high: int | None = None) -> Check:
    def check(value: Any, where: str, reserved: list[str]) -> None:
        if not isinstance(value, list):
            raise malformed(f"{where} is no array")
        if len(value) < low or (high is not None and len(value) > high):
            raise malformed(f"{where} has {len(value)} items")
        for index, element in enumerate(value):
            item(element, f"{where}[{index}]", reserved)

    return check


def record(
    required: Mapping[str, Check],
    optional: Mapping[str, Check] | None = None,
    reserved_names: Iterable[str] = (),
    *,
    closed: bool = True,
) -> Check:
    """An object. A closed one has no unknown fields; an open one may, and they are ignored."""
    optional = optional or {}
    reserved_names = frozenset(reserved_names)

    def check(value: Any, where: str, reserved: list[str]) -> None:
        if not isinstance(value, dict):
            raise malformed(f"{where} is no object")
        for name in required:
            if name not in value:
                raise malformed(f"{where}.{name} is missing")
        for name, member in value.items():
            form = required.get(name) or optional.get(name)
            if form is not None:
                form(member, f"{where}.{name}", reserved)
            elif name in reserved_names:
                reserved.append(f"{where}.{name}")
            elif closed:
                raise malformed(f"{where} has an unknown field")

    return check


def choice(tag: str, cases: Mapping[str, Check], reserved_tags: Iterable[str] = ()) -> Check:
    """An object whose member `tag` says which form it has. With a reserved tag the whole object is reserved."""
    reserved_tags = frozenset(reserved_tags)

    def check(value: Any, where: str, reserved: list[str]) -> None:
        chosen = value.get(tag) if isinstance(value, dict) else None
        if not isinstance(chosen, str):
            raise malformed(f"{where}.{tag} is missing or no text")
        if chosen in reserved_tags:
            reserved.append(f"{where}.{tag}")
        elif chosen in cases:
            cases[chosen](value, where, reserved)
        else:
            raise malformed(f"{where}.{tag} is unknown")

    return check


def either(*forms: Check) -> Check:
    def check(value: Any, where: str, reserved: list[str]) -> None:
        for form in forms:
            found: list[str] = []
            try:
                form(value, where, found)
            except Refused:
                continue
            reserved.extend(found)
            return
        raise malformed(f"{where} has none of its forms")

    return check


def null(value: Any, where: str, reserved: list[str]) -> None:
    if value is not None:
        raise malformed(f"{where} is not null")


def anything(value: Any, where: str, reserved: list[str]) -> None:
    """Any value at all."""


def apply(form: Check, value: Any, where: str) -> None:
    """Form first, then the reserved fields (allow-list.md, rule 5). This verifier acts on no reserved field."""
    reserved: list[str] = []
    form(value, where, reserved)
    if reserved:
        raise Refused("not-supported", f"reserved: {', '.join(reserved[:8])}")


_INSTANT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,3}))?Z")


def instant_ms(value: str) -> int:
    """Milliseconds since 1970 of an instant (allow-list.md, rule 4): the date exists, and there are no leap seconds."""
    match = _INSTANT.fullmatch(value)
    if match is None:
        raise malformed("not an instant")
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise malformed("a date that does not exist")
    if hour > 23 or minute > 59 or second > 59:
        raise malformed("a time that does not exist")
    # Days since 1970 in the proleptic Gregorian calendar; the year begins in March. The year 0 is among the valid ones.
    years = year - (month <= 2)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    days = years * 365 + years // 4 - years // 100 + years // 400 + day_of_year - 719_468
    return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + int((match.group(7) or "").ljust(3, "0"))


def instant(value: Any, where: str, reserved: list[str]) -> None:
    if not isinstance(value, str):
        raise malformed(f"{where} is no text")
    instant_ms(value)


HEX32 = pattern(r"[0-9a-f]{32}")
HEX64 = pattern(r"[0-9a-f]{64}")
HEX96 = pattern(r"[0-9a-f]{96}")
COMMIT = pattern(r"[0-9a-f]{40}|[0-9a-f]{64}")
PCR = pattern(r"[0-9a-f]{96}", ZEROS)
RELEASE_ID = pattern(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,127}", "projection")
USER_DATA = pattern(r"(?:[0-9a-f]{2}){1,1024}")
TEXT = text()
LONG_TEXT = text(1, None)

# The registers of `nitro-enclave` (allow-list.md, "Model", table of platforms).
ENCLAVE_REGISTERS: Mapping[str, Check] = {"PCR0": PCR, "PCR1": PCR, "PCR2": PCR}
SIGNED_REGISTERS: Mapping[str, Check] = {"PCR8": PCR}
MEASUREMENTS = record(ENCLAVE_REGISTERS, SIGNED_REGISTERS)

# schema/allow-list.v2.json, $defs/envelope: the envelope inside a predicate, which is closed.
INNER_ENVELOPE = record(
    {
        "payload": text(0, None),
        "payloadType": TEXT,
        "signatures": array(record({"sig": TEXT}, {"keyid": TEXT}), 1),
    }
)

# verifier-authors.md, "The envelope", rule 2: the envelope from outside, whose other fields are ignored.
OUTER_ENVELOPE = record(
    {
        "payload": text(0, None),
        "payloadType": text(1, None),
        "signatures": array(record({"sig": text(1, None)}, {"keyid": text(0, None)}, closed=False), 1, MAX_SIGNATURES),
    },
    closed=False,
)


def bind_registers(value: Any, where: str, reserved: list[str]) -> None:
    """allow-list.md, rule 8, for an enclave: each register once; PCR0 and PCR3, or PCR3 and PCR8, among them."""
    array(const("PCR0", "PCR1", "PCR2", "PCR3", "PCR8"))(value, where, reserved)
    named = set(value)
    if len(named) != len(value):
        raise malformed(f"{where} names a register twice")
    if not (named >= {"PCR0", "PCR3"} or named >= {"PCR3", "PCR8"}):
        raise malformed(f"{where} binds too little")


_bind_v2 = record({}, {"nitro-enclave": bind_registers}, RESERVED_PLATFORMS)


def bind_v2(value: Any, where: str, reserved: list[str]) -> None:
    _bind_v2(value, where, reserved)
    if not value:
        raise malformed(f"{where} binds nothing")


def policy(value: Any, where: str, reserved: list[str]) -> None:
    """schema/allow-list.v2.json, `projection.approval.policy`: "none", or an object with one member at least."""
    if value == "none":
        return
    branches = array(TEXT, 1, 16)
    base64_key = pattern(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")

    def public_key(value: Any, where: str, reserved: list[str]) -> None:
        TEXT(value, where, reserved)
        base64_key(value, where, reserved)

    record(
        {},
        {
            "keys": record(
                {"threshold": integer(1), "keys": array(record({"name": TEXT, "publicKey": public_key}), 1, 16)}
            ),
            "github": record(
                {},
                {
                    "repository": TEXT,
                    "environment": record(
                        {"name": TEXT, "reviewers": integer(1), "preventSelfReview": const(True, False)}, {"branches": branches}
                    ),
                    "pullRequest": record({"reviewers": integer(1)}, {"branches": branches}),
                    "incompleteComparison": const("allowed"),
                },
            ),
        },
        ["rebuilders"],
    )(value, where, reserved)
    if not value:
        raise malformed(f"{where} is empty")


def approval_form(version: int) -> Check:
    """allow-list.md, "Fields" (an approval) and "Format v1"; schema $defs/approvals-v1 and -v2."""
    common = {
        "source": anything,  # `choice` has judged it
        "staged": HEX64,
        "sha256": HEX64,
        "by": TEXT,
        "approvedAt": instant,
        "expiresAt": instant,
    }
    by_key = {**common, "envelope": INNER_ENVELOPE}
    if version == 1:
        by_key["projection"] = HEX64
    on_github = record({**common, "observed": const(True), "url": TEXT}, {}, ["run", "userId"] if version == 2 else [])
    return choice(
        "source", {"key": record(by_key), "github-environment": on_github, "github-pull-request": on_github}
    )


def release_form(version: int) -> Check:
    """allow-list.md, "Fields", `releases[]`."""
    required: dict[str, Check] = {
        "state": anything,  # `choice` has judged it
        "id": RELEASE_ID,
        "image": record({"name": TEXT, "sha256": HEX64}),
        "manifest": record({"path": TEXT, "sha256": HEX64}),
        "measurements": MEASUREMENTS,
        "staged": HEX64,
        "approvals": array(approval_form(version), 0, 16),
        "changes": array(
            record(
                {"what": const("approved", "approved-again", "retired"), "version": integer(1, MAX_VERSION), "at": instant}
            ),
            1,
            8,
        ),
    }
    optional: dict[str, Check] = {
        "source": record({"observed": const(True), "repository": TEXT, "commit": COMMIT, "ref": TEXT})
    }
    reserved: list[str] = []
    if version == 2:
        required["platform"] = const("nitro-enclave")
        required["accepted"] = record({"first": instant})
        optional["userData"] = USER_DATA
        reserved = ["rebuilds"]
    by_state = choice(
        "state",
        {
            "active": record(required, optional, reserved),
            "retiring": record({**required, "retireAt": instant}, optional, reserved),
        },
    )
    return by_state if version == 1 else choice("platform", {"nitro-enclave": by_state}, RESERVED_PLATFORMS)


def removed_form(version: int) -> Check:
    """allow-list.md, "Fields", `removed[]`."""
    required: dict[str, Check] = {
        "why": anything,  # `choice` has judged it
        "id": RELEASE_ID,
        "PCR0": PCR,
        "when": instant,
        "staged": HEX64,
    }
    optional: dict[str, Check] = {}
    if version == 2:
        required["platform"] = const("nitro-enclave")
        optional["accepted"] = record({"first": instant, "last": instant})
    by_reason = choice(
        "why",
        {
            "retired": record(required, optional),
            "revoked": record({**required, "reason": TEXT}, optional, ["statement"] if version == 2 else []),
        },
    )
    return by_reason if version == 1 else choice("platform", {"nitro-enclave": by_reason}, RESERVED_PLATFORMS)


def list_form(version: int) -> Check:
    """schema/allow-list.v1.json and schema/allow-list.v2.json. The predicate is closed, what is around it is open."""
    certificate: dict[str, Check] = {"PCR8": PCR, "sha256": HEX64, "notAfter": instant}
    guard: Check = const(True, False)
    if version == 1:
        certificates = record(certificate)
    else:
        certificates = choice(
            # allow-list.md, "Reserved fields": `nitro-sandbox` has no certificates.
            "platform", {"nitro-enclave": record({"platform": anything, **certificate})}, ["nitro-tpm"]
        )
        guard = either(guard, array(pattern(r"kms:[A-Za-z]+"), 1, 100))
    key = {
        "key": TEXT,
        "actions": array(TEXT, 1, 100),
        "bind": bind_registers if version == 1 else bind_v2,
        "guard": guard,
    }
    projection: dict[str, Check] = {
        "instanceRoles": array(record({"arn": TEXT, "PCR3": PCR}), 0, 100),
        "certificates": array(certificates, 0, 100),
        "keys": array(record(key, {"detached": const(True)}), 0, 200),
        "staged": array(HEX64, 0, 100),
        "approvals": array(approval_form(version), 0, 16),
    }
    projection_optional: dict[str, Check] = {}
    projection_reserved: list[str] = []
    predicate: dict[str, Check] = {
        "list": HEX32,
        "enclave": TEXT,
        "version": integer(1, MAX_VERSION),
        "issuedAt": instant,
        "expiresAt": instant,
        "previous": either(null, record({"version": integer(1, MAX_VERSION), "sha256": HEX64})),
        "releases": array(release_form(version), 0, 1000),
        "removed": array(removed_form(version), 0, 4000 if version == 1 else 5000),
    }
    optional: dict[str, Check] = {}
    reserved: list[str] = []
    digests = {"awsNitroPcr0": HEX96}
    if version == 2:
        predicate["latestExpiresAt"] = instant
        projection_optional = {
            "approval": record({"policy": policy, "sha256": HEX64}),
            "carryOvers": array(approval_form(version), 1, 64),
        }
        projection_reserved = ["retireAfterSeconds"]
        optional = {"usedApprovals": array(HEX64, 1, 4000)}
        reserved = ["oldTombstones", "revocations", "storeHead"]
        digests |= {"awsNitroTpmPcr4": HEX96, "awsNitroSandboxPcr17": HEX96}
    predicate["projection"] = record(projection, projection_optional, projection_reserved)
    whole = record(predicate, optional, reserved)

    def predicate_form(value: Any, where: str, reserved: list[str]) -> None:
        whole(value, where, reserved)
        if (value["previous"] is None) != (value["version"] == 1):
            raise malformed(f"{where}.previous is null at version 1, and nowhere else")

    subject = record({"name": TEXT, "digest": record({"sha256": HEX64}, digests, closed=False)}, closed=False)
    return record(
        {
            "_type": const(STATEMENT_TYPE),
            "predicateType": const(f"{TYPE_PREFIX}allow-list/v{version}"),
            "subject": array(subject, 1, 1001),
            "predicate": predicate_form,
        },
        closed=False,
    )


def approval_statement_form(version: int) -> Check:
    """schema/approval.v1.json and schema/approval.v2.json."""
    common: dict[str, Check] = {
        "list": HEX32,
        "enclave": TEXT,
        "staged": HEX64,
        "projection": HEX64,
        "approvedAt": instant,
        "expiresAt": instant,
    }
    if version == 1:
        predicate = record(common, {"release": record({"id": RELEASE_ID, "PCR0": PCR, "manifest": HEX64})})
    else:
        release = record(
            {"id": RELEASE_ID, "platform": anything, "measurements": MEASUREMENTS, "manifest": HEX64}, {"userData": USER_DATA}
        )
        carried = record({"id": RELEASE_ID, "platform": anything, "PCR0": PCR})
        release, carried = (choice("platform", {"nitro-enclave": form}, RESERVED_PLATFORMS) for form in (release, carried))
        predicate = choice(
            "kind",
            {
                "release": record({**common, "kind": anything, "release": release}, {}, ["overrules"]),
                "projection": record({**common, "kind": anything}, {"carriesOver": array(carried, 1, 1000)}),
            },
        )
    # approval.md, rule 4: the subject is not used, beyond the form that every statement has.
    return record({"predicate": predicate}, closed=False)


def manifest_form(version: int) -> Check:
    """schema/pcr-manifest.v1.json and schema/pcr-manifest.v2.json. Every object is open (pcr-manifest.md, rule 2)."""

    def opened(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, names: Iterable[str] = ()) -> Check:
        return record(required, optional, names, closed=False)

    words = LONG_TEXT if version == 1 else TEXT
    section = opened(
        {
            "type": const("kernel", "cmdline", "ramdisk", "signature", "metadata"),
            "offsetBytes": integer(0),
            "sizeBytes": integer(0),
            "sha384": HEX96,
        }
    )
    eif = opened(
        {"version": const(2.0, 3.0, 4.0), "architecture": const("x86_64", "aarch64"), "sections": array(section, 1)},
        {
            "metadata": opened({"measured": const(False), "content": opened({})}),
            "certificate": opened({"sha256": HEX64, "notBefore": instant, "notAfter": instant}),
        },
    )
    required: dict[str, Check] = {
        "measurements": opened({"HashAlgorithm": text(0, None), **ENCLAVE_REGISTERS}, SIGNED_REGISTERS),
        "measured": const("here", "given"),
        "measuredAt": instant,
    }
    optional: dict[str, Check] = {
        "eif": eif,
        "source": opened({"observed": const(True), "repository": words, "commit": COMMIT, "ref": words}),
        "build": opened({"observed": const(True), "workflow": words, "run": words, "attempt": integer(1), "runner": words}),
    }

    def enclave(form: Check) -> Check:
        def check(value: Any, where: str, reserved: list[str]) -> None:
            form(value, where, reserved)
            if ("eif" in value) != (value["measured"] == "here"):
                raise malformed(f"{where}.eif is there exactly when the image was measured here")

        return check

    digests: dict[str, Check] = {"awsNitroPcr0": HEX96}
    if version == 1:
        predicate = enclave(opened(required, optional))
        digest = opened({"sha256": HEX64, **digests})
    else:
        optional["userData"] = USER_DATA
        form = opened({"platform": anything, **required}, optional, ["givenBy", "provenance", "attachments"])
        predicate = choice("platform", {"nitro-enclave": enclave(form)}, RESERVED_PLATFORMS)
        digest = opened({"sha256": HEX64}, {**digests, "awsNitroTpmPcr4": HEX96, "awsNitroSandboxPcr17": HEX96})
    return opened(
        {
            "_type": const(STATEMENT_TYPE),
            "predicateType": const(f"{TYPE_PREFIX}pcr-manifest/v{version}"),
            "subject": array(opened({"name": LONG_TEXT, "digest": digest}), 1, 1),
            "predicate": predicate,
        }
    )


LIST_FORMS = {version: list_form(version) for version in (1, 2)}
APPROVAL_FORMS = {version: approval_statement_form(version) for version in (1, 2)}
MANIFEST_FORMS = {version: manifest_form(version) for version in (1, 2)}


# ---------------------------------------------------------------------------------------------------------------------------
# The envelope


@dataclass(frozen=True)
class Key:
    """A pinned key. Its id is the base64 of SHA-256 over its SubjectPublicKeyInfo in DER."""

    id: str
    public: ec.EllipticCurvePublicKey
    hash: hashes.HashAlgorithm

    @staticmethod
    def from_pem(pem: bytes) -> Key:
        try:
            public = load_pem_public_key(pem)
        except ValueError:
            raise Refused("usage", "a pinned key that is no public key in PEM") from None
        if isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1):
            algorithm: hashes.HashAlgorithm = hashes.SHA256()
        elif isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP384R1):
            algorithm = hashes.SHA384()
        else:
            raise Refused("usage", "a pinned key on neither P-256 nor P-384")
        spki = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return Key(base64.b64encode(hashlib.sha256(spki).digest()).decode("ascii"), public, algorithm)

    def verifies(self, signature: bytes, message: bytes) -> bool:
        try:
            self.public.verify(signature, message, ec.ECDSA(self.hash))
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signers:
    """Pinned keys, each of which is taken once, and how many of them must have signed."""

    keys: tuple[Key, ...]
    threshold: int

    def __post_init__(self) -> None:
        distinct = tuple({key.id: key for key in self.keys}.values())
        object.__setattr__(self, "keys", distinct)
        if type(self.threshold) is not int or not 1 <= self.threshold <= len(self.keys) <= MAX_KEYS:
            raise Refused("usage", "no keys are pinned, or no threshold that they can reach")


@dataclass(frozen=True)
class Envelope:
    """A DSSE envelope of its form, with everything decoded (verifier-authors.md, "The envelope", rule 2)."""

    payload_type: str
    payload: bytes
    signatures: tuple[tuple[str | None, bytes], ...]

    @staticmethod
    def from_value(value: Mapping[str, Any]) -> Envelope:
        if len(value["signatures"]) > MAX_SIGNATURES:
            raise malformed("too many signatures")
        return Envelope(
            value["payloadType"],
            decode_base64(value["payload"]),
            # An empty `keyid` counts as missing.
            tuple((signature.get("keyid") or None, decode_base64(signature["sig"])) for signature in value["signatures"]),
        )

    @staticmethod
    def from_bytes(data: bytes) -> Envelope:
        if len(data) > MAX_ENVELOPE_BYTES:
            raise malformed("an envelope of more than 16 MiB")
        value, _ = parse_json(data)
        apply(OUTER_ENVELOPE, value, "envelope")
        return Envelope.from_value(value)

    def signers(self, keys: Iterable[Key]) -> frozenset[str]:
        """The ids of the keys that verified (rules 3 and 4). A key is tried once: on the first signature with its key id, else on
        the first with none."""
        kind = self.payload_type.encode("utf-8")
        message = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(self.payload), self.payload)
        first: dict[str | None, bytes] = {}
        for key_id, signature in self.signatures:
            first.setdefault(key_id, signature)

        def verified(key: Key) -> bool:
            signature = first.get(key.id, first.get(None))
            return signature is not None and key.verifies(signature, message)

        return frozenset(key.id for key in keys if verified(key))


def decode_base64(value: str) -> bytes:
    """Either alphabet, but one of them, with its padding and without stray bits: the text is what encoding gives again."""
    encode = base64.b64encode
    if "-" in value or "_" in value:
        encode = base64.urlsafe_b64encode
    try:
        standard = value.encode("ascii")
        decoded = base64.b64decode(standard.translate(bytes.maketrans(b"-_", b"+/")), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise malformed("not base64") from None
    if encode(decoded) != standard:
        raise malformed("base64 of both alphabets, or with stray bits")
    return decoded


def verify_envelope(data: bytes, trusted: Signers) -> Envelope:
    """verifier-authors.md, "The envelope". It counts keys, never signatures or key ids."""
    envelope = Envelope.from_bytes(data)
    if len(envelope.signers(trusted.keys)) < trusted.threshold:
        raise Refused("signature-threshold", "too few pinned keys signed")
    return envelope


def digest_set(value: Any, where: str, reserved: list[str]) -> None:
    record({}, {}, closed=False)(value, where, reserved)
    if not 1 <= len(value) <= MAX_DIGESTS:
        raise malformed(f"{where} has {len(value)} digests")
    for name, digest in value.items():
        pattern(r"(?:[0-9a-f]{2})+")(digest, f"{where}.{name}", reserved)


# verifier-authors.md, "The allow-list", rule 2: what every statement has.
STATEMENT = record(
    {
        "_type": const(STATEMENT_TYPE),
        "subject": array(record({"name": text(0, None), "digest": digest_set}, closed=False), 1, MAX_SUBJECTS),
        "predicateType": text(1, None),
        "predicate": record({}, closed=False),
    },
    closed=False,
)


def read_statement(envelope: Envelope, kind: str) -> tuple[dict[str, Any], int]:
    """The statement and its format (1 or 2), where the predicate type is of this kind.

    A type of a later format is `not-supported` (verifier-authors.md, "The allow-list", rule 2, and "The PCR manifest", rule 2).
    """
    if envelope.payload_type != PAYLOAD_TYPE:
        raise malformed("another payloadType")
    statement, _ = parse_json(envelope.payload, MAX_LIST_VALUES if kind == "allow-list" else MAX_VALUES)
    STATEMENT(statement, "statement", [])
    predicate_type = statement.get("predicateType")
    match = isinstance(predicate_type, str) and re.fullmatch(re.escape(TYPE_PREFIX + kind) + "/v([1-9][0-9]*)", predicate_type)
    if not match:
        raise malformed("another predicateType")
    if match.group(1) not in ("1", "2"):
        raise Refused("not-supported", "a later format")
    return statement, int(match.group(1))


# ---------------------------------------------------------------------------------------------------------------------------
# The allow-list


@dataclass(frozen=True)
class Remembered:
    """The newest version that was seen, the SHA-256 of its payload, and the tombstones that were seen (verifier-authors.md, "The
    allow-list", rule 7), each with `PCR0`, `staged` and `when`."""

    version: int
    sha256: str
    revoked: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Trust:
    """What is pinned (verifying.md, "What you pin")."""

    list: str
    signers: Signers
    enclave: str | None = None
    min_version: int | None = None
    approval: Signers | None = None


@dataclass(frozen=True)
class Approval:
    """A statement of approval of its form, and the pinned approval keys that signed it."""

    format: int
    predicate: Mapping[str, Any]
    signers: frozenset[str]

    @property
    def kind(self) -> str:
        """approval.md, "Format v1": without `kind`, the release that is there says it."""
        return self.predicate.get("kind") or ("release" if "release" in self.predicate else "projection")


@dataclass(frozen=True)
class AllowList:
    """An allow-list that verified. It answers questions; it has no answer without an instant.

    `revived` holds the ids of the releases whose image is remembered as revoked and did not come back (rule 13).

    `approved` holds the ids of the releases with enough approvals, and `projection_approved` says whether the projection has
    them. Both are None where no approval keys are pinned.
    """

    format: int
    version: int
    sha256: str
    predicate: Mapping[str, Any]
    approved: frozenset[str] | None = None
    revived: frozenset[str] = frozenset()
    projection_approved: bool | None = None

    def accept_image(self, pcrs: Mapping[str, str], at_ms: int) -> Mapping[str, Any]:
        """The release that accepts the image with these PCRs (verifier-authors.md, "The allow-list", rules 8 to 13).

        This is what a question of the vectors without `document` asks. It says nothing about the instance that the image runs on.
        """
        if at_ms >= instant_ms(self.predicate["expiresAt"]):
            raise Refused("list-expired", "the list has expired")
        for register in ENCLAVE_REGISTERS:
            if pcrs.get(register, ZEROS) == ZEROS:
                raise Refused("not-allowed", f"{register} is missing or zeros")
        if any(entry["why"] == "revoked" and entry["PCR0"] == pcrs["PCR0"] for entry in self.predicate["removed"]):
            raise Refused("revoked", "the image was revoked")
        # No two releases have the same registers (allow-list.md, rule 7), so one release at most is found.
        release = next((one for one in self.predicate["releases"] if has_registers(one, pcrs)), None)
        if release is None or not accepted_at(release, at_ms):
            raise Refused("not-allowed", "no accepted release has these PCRs")
        if release["id"] in self.revived:
            raise Refused("revived", f"the image of release {release['id']} was revoked")
        if self.approved is not None and release["id"] not in self.approved:
            raise Refused("approval-missing", f"release {release['id']} lacks approvals")
        return release

    def accept_document(self, pcrs: Mapping[str, str], user_data: bytes | None, at_ms: int) -> Mapping[str, Any]:
        """The release that accepts a verified attestation document (verifier-authors.md, "The allow-list", rules 8 to 15)."""
        release = self.accept_image(pcrs, at_ms)
        # Rule 14: the projection has the approvals of rule 8, an empty one too.
        if self.projection_approved is False:
            raise Refused("approval-missing", "the projection lacks approvals")
        roles = self.predicate["projection"]["instanceRoles"]
        if roles and all(role["PCR3"] != pcrs.get("PCR3") for role in roles):
            raise Refused("pcr-mismatch", "PCR3 is of no instance role")
        if "userData" in release and bytes.fromhex(release["userData"]) != user_data:
            raise Refused("user-data-mismatch", "another user_data, or none")
        return release


def has_registers(release: Mapping[str, Any], pcrs: Mapping[str, str]) -> bool:
    """verifier-authors.md, rule 12: all registers of one release. Without PCR8 it takes none, or zeros."""
    measured = release["measurements"]
    if any(measured[register] != pcrs[register] for register in ENCLAVE_REGISTERS):
        return False
    if "PCR8" in measured:
        return measured["PCR8"] == pcrs.get("PCR8")
    return pcrs.get("PCR8", ZEROS) == ZEROS


def accepted_at(release: Mapping[str, Any], at_ms: int) -> bool:
    """verifier-authors.md, rule 13."""
    return release["state"] == "active" or at_ms < instant_ms(release["retireAt"])


def verify_allow_list(data: bytes, trust: Trust, at_ms: int, remembered: Remembered | None) -> AllowList:
    """verifier-authors.md, "The allow-list", rules 1 to 8. The caller remembers version and sha256 of what this returns."""
    envelope = verify_envelope(data, trust.signers)
    if len(envelope.payload) > MAX_LIST_BYTES:
        raise malformed("a payload of more than 12,550,000 bytes")
    statement, version = read_statement(envelope, "allow-list")
    if version == 1 and len(envelope.payload) > MAX_LIST_BYTES_V1:
        raise malformed("a list in v1 that is too large")

    predicate = statement["predicate"]
    if predicate.get("list") != trust.list:
        raise Refused("wrong-list", "another list")
    if trust.enclave is not None and predicate.get("enclave") != trust.enclave:
        raise Refused("wrong-list", "another enclave")

    apply(LIST_FORMS[version], statement, "statement")
    check_list_rules(statement, version)

    if instant_ms(predicate["issuedAt"]) > at_ms + MAX_AHEAD_MS:
        raise Refused("list-expired", "issued ahead of the clock")
    result = AllowList(version, int(predicate["version"]), hashlib.sha256(envelope.payload).hexdigest(), predicate)
    check_version(result, trust.min_version, remembered)
    if remembered is not None:
        result = replace(result, revived=revived_releases(result, remembered.revoked, trust.approval))
    if trust.approval is None:
        return result
    projection_approved, approved = count_approvals(result, trust.approval)
    return replace(result, approved=approved, projection_approved=projection_approved)


def check_list_rules(statement: Mapping[str, Any], version: int) -> None:
    """allow-list.md, "Parsing rules", 6 to 9."""
    predicate = statement["predicate"]
    issued, expires = instant_ms(predicate["issuedAt"]), instant_ms(predicate["expiresAt"])
    if expires <= issued:
        raise malformed("expiresAt is not after issuedAt")
    if version == 2 and instant_ms(predicate["latestExpiresAt"]) < expires:
        raise malformed("latestExpiresAt is before expiresAt")
    previous = predicate["previous"]
    if previous is not None and previous["version"] != predicate["version"] - 1:
        raise malformed("previous.version is not one lower")

    releases = predicate["releases"]
    ids = [release["id"] for release in releases]
    if any(first >= second for first, second in pairwise(ids)):
        raise malformed("releases are not sorted by id, or one id is there twice")
    images = [tuple(release["measurements"].get(name) for name in ("PCR0", "PCR1", "PCR2", "PCR8")) for release in releases]
    if len(set(images)) != len(images):
        raise malformed("two releases have the same registers")
    revoked = {entry["PCR0"] for entry in predicate["removed"] if entry["why"] == "revoked"}
    if any(image[0] in revoked for image in images):
        raise malformed("a release is an image that a tombstone names")

    projection = predicate["projection"]
    names = [key["key"] for key in projection["keys"]]
    if len(set(names)) != len(names):
        raise malformed("a key is there twice")
    if any("detached" not in key for key in projection["keys"]) and not projection["instanceRoles"]:
        raise malformed("a key is attached, and there is no instance role")

    name = f"pcr-allowlist:{predicate['list']}"
    expected = [(name, {"sha256": hashlib.sha256(name.encode("ascii")).hexdigest()})]
    expected += [
        (release["id"], {"sha256": release["image"]["sha256"], "awsNitroPcr0": release["measurements"]["PCR0"]})
        for release in releases
        if accepted_at(release, issued)
    ]
    # Rule 9: no other digest; other fields of a subject are ignored.
    if [(one["name"], one["digest"]) for one in statement["subject"]] != expected:
        raise malformed("the subjects are not the list and its accepted releases")


def check_version(found: AllowList, min_version: int | None, remembered: Remembered | None) -> None:
    """verifier-authors.md, "The allow-list", rule 6."""
    if min_version is not None and found.version < min_version:
        raise Refused("rollback", "below the version that is demanded")
    if remembered is None:
        return
    if found.version < remembered.version:
        raise Refused("rollback", "below the version that is remembered")
    if found.version == remembered.version and found.sha256 != remembered.sha256:
        raise Refused("rollback", "another payload at the version that is remembered")
    if found.version == remembered.version + 1 and found.predicate["previous"]["sha256"] != remembered.sha256:
        raise Refused("rollback", "the version before is another one than is remembered")


def revived_releases(found: AllowList, seen: Iterable[Mapping[str, str]], trusted: Signers | None) -> frozenset[str]:
    """verifier-authors.md, "The allow-list", rule 13: ids of releases whose image is remembered as revoked and is not back."""

    def is_back(release: Mapping[str, Any], tombstones: list[Mapping[str, str]]) -> bool:
        if trusted is None:
            return all(one["staged"] != release["staged"] for one in tombstones)
        last = max(instant_ms(one["when"]) for one in tombstones)
        entries = [*release["approvals"], *found.predicate["projection"].get("carryOvers", [])]
        counting = (
            one.signers
            for one in read_approvals(found, entries, trusted)
            if instant_ms(one.predicate["approvedAt"]) > last and (approves(one, release) or carries_over(one, release))
        )
        return len(frozenset().union(*counting)) >= trusted.threshold

    revived = set()
    for release in found.predicate["releases"]:
        tombstones = [one for one in seen if one["PCR0"] == release["measurements"]["PCR0"]]
        if tombstones and not is_back(release, tombstones):
            revived.add(release["id"])
    return frozenset(revived)


def count_approvals(found: AllowList, trusted: Signers) -> tuple[bool, frozenset[str]]:
    """Whether the projection is approved, and the ids of the releases that are.

    verifier-authors.md, "The allow-list", rule 8; approval.md, "What a verifier counts".
    """

    def enough(approvals: Iterable[Approval], counts: Callable[[Approval], bool]) -> bool:
        return len(frozenset().union(*(one.signers for one in approvals if counts(one)))) >= trusted.threshold

    projection = found.predicate["projection"]
    digests = {1: projection_digest_v1(projection, found.format), 2: projection_digest(projection)}
    projection_approved = enough(
        read_approvals(found, projection["approvals"], trusted),
        lambda one: one.kind == "projection" and one.predicate["projection"] == digests[one.format],
    )

    carry_overs = read_approvals(found, projection.get("carryOvers", []), trusted)
    certificates = {certificate["PCR8"] for certificate in projection["certificates"]}
    bound = [key["bind"]["nitro-enclave"] if found.format == 2 else key["bind"] for key in attached_keys(projection)]
    image_bound = all("PCR0" in registers for registers in bound)

    def carried_over(release: Mapping[str, Any]) -> bool:
        """approval.md, "What a verifier counts": the projection of a signed release is approved, and has its certificate or binds
        the image in each attached key."""
        signed_by = release["measurements"].get("PCR8")
        known = signed_by is None or (projection_approved and (image_bound or signed_by in certificates))
        return known and enough(carry_overs, lambda one: carries_over(one, release))

    def approved_itself(release: Mapping[str, Any]) -> bool:
        return enough(read_approvals(found, release["approvals"], trusted), lambda one: approves(one, release))

    approved = frozenset(
        release["id"] for release in found.predicate["releases"] if approved_itself(release) or carried_over(release)
    )
    return projection_approved, approved


def read_approvals(found: AllowList, entries: Iterable[Mapping[str, Any]], trusted: Signers) -> list[Approval]:
    """The statements by approval keys for this list. What is of another form, key or list counts for nothing."""
    approvals = []
    for entry in entries:
        if entry["source"] != "key":
            continue
        try:
            envelope = Envelope.from_value(entry["envelope"])
            signers = envelope.signers(trusted.keys)
            if not signers:
                continue
            statement, version = read_statement(envelope, "approval")
            if version > found.format:
                continue
            predicate = statement["predicate"]
            if any(predicate.get(name) != found.predicate[name] for name in ("list", "enclave")):
                continue
            apply(APPROVAL_FORMS[version], statement, "approval")
        except Refused:
            continue
        approvals.append(Approval(version, predicate, signers))
    return approvals


def approves(approval: Approval, release: Mapping[str, Any]) -> bool:
    """approval.md, "What a verifier counts". A statement in v1 names PCR0 alone, and does not count for a release that has
    `userData`; one in v2 names all registers, and `userData` or none."""
    if approval.kind != "release" or approval.predicate["staged"] != release["staged"]:
        return False
    named = approval.predicate["release"]
    if named["id"] != release["id"] or named["manifest"] != release["manifest"]["sha256"]:
        return False
    if approval.format == 1:
        return named["PCR0"] == release["measurements"]["PCR0"] and "userData" not in release
    return (
        named["platform"] == release["platform"]
        and named["measurements"] == release["measurements"]
        and named.get("userData") == release.get("userData")
    )


def carries_over(approval: Approval, release: Mapping[str, Any]) -> bool:
    """allow-list.md, "The approval policy": by id, platform and the register that names the image."""
    if approval.kind != "projection":
        return False
    named = {"id": release["id"], "platform": release.get("platform"), "PCR0": release["measurements"]["PCR0"]}
    return named in approval.predicate.get("carriesOver", [])


def attached_keys(projection: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [key for key in projection["keys"] if "detached" not in key]


def projection_digest(projection: Mapping[str, Any]) -> str:
    """approval.md, "Fields", `projection`: without detached keys, and with `approval` where it has one."""
    content = {
        "instanceRoles": projection["instanceRoles"],
        "certificates": projection["certificates"],
        "keys": attached_keys(projection),
    }
    if "approval" in projection:
        content["approval"] = projection["approval"]
    return hashlib.sha256(canonical_json(content)).hexdigest()


def projection_digest_v1(projection: Mapping[str, Any], version: int) -> str | None:
    """The digest of the projection in its v1 form (allow-list.md, "Format v1"), or None where it has no such form."""
    if version == 1:
        return projection_digest(projection)
    keys = attached_keys(projection)
    if "approval" in projection or any(isinstance(key["guard"], list) for key in keys):
        return None
    certificates = [
        {name: value for name, value in certificate.items() if name != "platform"} for certificate in projection["certificates"]
    ]
    keys = [{**key, "bind": key["bind"]["nitro-enclave"]} for key in keys]
    return projection_digest({"instanceRoles": projection["instanceRoles"], "certificates": certificates, "keys": keys})


# ---------------------------------------------------------------------------------------------------------------------------
# The PCR manifest


def verify_manifest(data: bytes, trusted: Signers) -> dict[str, str]:
    """The registers of the image (verifier-authors.md, "The PCR manifest"; pcr-manifest.md, "Parsing rules")."""
    envelope = verify_envelope(data, trusted)
    statement, version = read_statement(envelope, "pcr-manifest")
    apply(MANIFEST_FORMS[version], statement, "statement")
    predicate = statement["predicate"]
    measured = predicate["measurements"]
    if statement["subject"][0]["digest"].get("awsNitroPcr0") != measured["PCR0"]:
        raise malformed("the subject names another PCR0")
    eif = predicate.get("eif")
    if eif is not None:
        signed = {
            "PCR8" in measured,
            "certificate" in eif,
            any(section["type"] == "signature" for section in eif["sections"]),
        }
        if len(signed) != 1:
            raise malformed("PCR8, eif.certificate and a signature section are there together, or none of them")
    return {name: measured[name] for name in ("PCR0", "PCR1", "PCR2", "PCR8") if name in measured}


# ---------------------------------------------------------------------------------------------------------------------------
# The runner (docs/vectors/README.md)


class Runner:
    """Verifies the cases of one folder and counts the results that are as the index says."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.right = 0
        self.all = 0

    def run(self) -> bool:
        index = json.loads((self._folder / "index.json").read_text("utf-8"))
        for case in index["lists"]:
            self._list(case)
        for case in index["manifests"]:
            self._compare(case["file"], wanted(case, "measurements"), self._manifest(case))
        print(f"{self.right} of {self.all} results are as the index says")
        return self.right == self.all

    def _compare(self, what: str, expected: str, got: str, also: str | None = None) -> None:
        self.all += 1
        if got in (expected, also):
            self.right += 1
        else:
            print(f"{what}: expected {expected}, got {got}")

    def _list(self, case: Mapping[str, Any]) -> None:
        found: AllowList | None = None
        try:
            trust = self._trust(case["trust"])
            remembered = Remembered(**case["remembered"]) if "remembered" in case else None
            found = verify_allow_list(self._read(case["file"]), trust, instant_ms(case["at"]), remembered)
            got = shown({"version": found.version, "sha256": found.sha256})
        except Refused as refusal:
            got = refusal.code
        if case.get("either") is True:
            self._compare(case["file"], case["code"], got, shown(case["verified"]))
        else:
            self._compare(case["file"], wanted(case, "verified"), got)
        for number, question in enumerate(case.get("questions", []), 1):
            answer = question["answer"]
            expected = f"accepted as {answer['release']}" if answer["accepted"] else answer["code"]
            self._compare(f"{case['file']}, question {number}", expected, self._ask(found, question))

    @staticmethod
    def _ask(found: AllowList | None, question: Mapping[str, Any]) -> str:
        if found is None:
            return "no list"
        pcrs, at_ms = question["pcrs"], instant_ms(question["at"])
        user_data = bytes.fromhex(question["userData"]) if "userData" in question else None
        try:
            # docs/vectors/README.md: with `document` a question asks about a document, else about the image alone.
            if question.get("document") is True:
                return f"accepted as {found.accept_document(pcrs, user_data, at_ms)['id']}"
            return f"accepted as {found.accept_image(pcrs, at_ms)['id']}"
        except Refused as refusal:
            return refusal.code

    def _manifest(self, case: Mapping[str, Any]) -> str:
        try:
            return shown(verify_manifest(self._read(case["file"]), self._signers(case["trust"])))
        except Refused as refusal:
            return refusal.code

    def _read(self, name: str) -> bytes:
        with (self._folder / name).open("rb") as file:
            return file.read(MAX_ENVELOPE_BYTES + 1)

    def _signers(self, pinned: Mapping[str, Any]) -> Signers:
        keys = (Key.from_pem((self._folder / "keys" / f"{name}.pub.pem").read_bytes()) for name in pinned["keys"])
        return Signers(tuple(keys), pinned["threshold"])

    def _trust(self, pinned: Mapping[str, Any]) -> Trust:
        approval = self._signers(pinned["approval"]) if "approval" in pinned else None
        return Trust(pinned["list"], self._signers(pinned), pinned.get("enclave"), pinned.get("minVersion"), approval)


def shown(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def wanted(case: Mapping[str, Any], member: str) -> str:
    return case["code"] if "code" in case else shown(case[member])


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: verifier.py FOLDER", file=sys.stderr)
        return 1
    return 0 if Runner(Path(arguments[0])).run() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

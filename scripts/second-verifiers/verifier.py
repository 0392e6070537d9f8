"""A verifier of PCR manifests and allow-lists, written from docs/verifier-authors.md and the pages that it names.

Usage: verifier.py FOLDER, a folder with index.json as docs/vectors has it. Prints one line for each case that does not
come to the expected result, then a count. Needs Python 3.9 and the package `cryptography`.
"""

import base64
import datetime
import hashlib
import json
import pathlib
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

TYPES = "https://pcr-allowlist.github.io/"
REGISTERS = {"PCR0": True, "PCR1": True, "PCR2": True, "PCR8": False}
BINDABLE = {"PCR0", "PCR1", "PCR2", "PCR3", "PCR8"}
ZERO = "0" * 96
AHEAD = 5 * 60 * 1000
RESERVED = {
    "list": {"oldTombstones", "revocations", "usedApprovals", "storeHead"},
    "projection": {"approval", "retireAfterSeconds", "carryOvers"},
    "release": {"userData", "rebuilds"},
    "removed": {"statement"},
    "approval": {"run", "userId"},
    "statement": {"overrules", "carriesOver"},
    "manifest": {"givenBy", "userData", "provenance", "attachments"},
}


class Refused(Exception):
    """A refusal by its code."""


def refuse(code="statement-format"):
    raise Refused(code)


def need(condition, code="statement-format"):
    if not condition:
        refuse(code)


# ---- strict JSON and base64 -----------------------------------------------------------------------------------------


def pairs(members):
    found = dict(members)
    need(len(found) == len(members))
    return found


def depth_of(value):
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth_of, value), default=0)
    return 0


def count_of(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(count_of, inner))


def strict_json(data):
    try:
        text = data.decode("utf-8")
        need(not text.startswith("\ufeff"))
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=lambda _: refuse())
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        refuse()
    need(depth_of(value) <= 64)
    return value


def strict_base64(text):
    need(isinstance(text, str))
    if re.fullmatch(r"[A-Za-z0-9_-]*={0,2}", text) and re.search("[-_]", text):
        text = text.replace("-", "+").replace("_", "/")
    need(re.fullmatch(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", text))
    data = base64.b64decode(text)
    need(base64.b64encode(data).decode() == text)
    return data


# ---- fields ---------------------------------------------------------------------------------------------------------


def text(value):
    need(isinstance(value, str) and 1 <= len(value.encode("utf-16-le")) // 2 <= 2048)
    return value


def hexadecimal(value, size):
    need(isinstance(value, str) and re.fullmatch("[0-9a-f]{%d}" % (2 * size), value))
    return value


def pcr(value):
    need(hexadecimal(value, 48) != ZERO)
    return value


def whole(value, low=1, high=9_999_999_999):
    need(isinstance(value, int) and not isinstance(value, bool) and low <= value <= high)
    return value


def instant(value):
    need(isinstance(value, str))
    match = re.fullmatch(
        r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,3}))?Z", value
    )
    need(match)
    *parts, fraction = match.groups()
    try:
        moment = datetime.datetime(*map(int, parts), tzinfo=datetime.timezone.utc)
    except ValueError:
        refuse()
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return round((moment - epoch).total_seconds()) * 1000 + int((fraction or "0").ljust(3, "0"))


def members(value, required, optional=()):
    """An object with exactly these members."""
    need(isinstance(value, dict) and set(required) <= set(value))
    need(set(value) <= set(required) | set(optional))
    return value


def array(value, low, high):
    need(isinstance(value, list) and low <= len(value) <= high)
    return value


class Reserved:
    """Reserved fields that were met: they matter once the form is right."""

    def __init__(self):
        self.met = False

    def without(self, value, part):
        need(isinstance(value, dict))
        if RESERVED[part] & set(value):
            self.met = True
        return {name: one for name, one in value.items() if name not in RESERVED[part]}

    def is_other_platform(self, value, version):
        if version == 1:
            return False
        need(isinstance(value, dict) and value.get("platform") in ("nitro-enclave", "nitro-tpm", "nitro-sandbox"))
        if value["platform"] == "nitro-enclave":
            return False
        self.met = True
        return True


# ---- envelopes ------------------------------------------------------------------------------------------------------


class Key:
    def __init__(self, pem):
        self.key = serialization.load_pem_public_key(pem)
        self.spki = self.key.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.id = base64.b64encode(hashlib.sha256(self.spki).digest()).decode()

    def signed(self, data, signature):
        digest = hashes.SHA256() if self.key.curve.name == "secp256r1" else hashes.SHA384()
        try:
            self.key.verify(signature, data, ec.ECDSA(digest))
            return True
        except (InvalidSignature, ValueError):
            return False


def open_envelope(data, keys, threshold):
    need(len(data) <= 16 * 1024 * 1024)
    envelope = strict_json(data)
    need(isinstance(envelope, dict))
    kind, signatures = envelope.get("payloadType"), envelope.get("signatures")
    need(isinstance(kind, str) and kind)
    payload = strict_base64(envelope.get("payload"))
    found = []
    for one in array(signatures, 1, 32):
        need(isinstance(one, dict))
        signature = strict_base64(one.get("sig"))
        need(signature)
        need(isinstance(one.get("keyid", ""), str))
        found.append((one.get("keyid", ""), signature))
    signed = b"DSSEv1 %d %s %d %s" % (len(kind.encode()), kind.encode(), len(payload), payload)
    pinned = {key.id: key for key in keys}
    signers = [
        name
        for name, key in pinned.items()
        if any(hint in ("", name) and key.signed(signed, signature) for hint, signature in found)
    ]
    need(len(signers) >= threshold, "signature-threshold")
    return kind, payload, signers


def statement_of(kind, payload, limit):
    need(kind == "application/vnd.in-toto+json")
    need(len(payload) <= limit)
    statement = strict_json(payload)
    need(isinstance(statement, dict) and statement.get("_type") == "https://in-toto.io/Statement/v1")
    need(count_of(statement) <= 250_000)
    for subject in array(statement.get("subject"), 1, 1024):
        need(isinstance(subject, dict) and isinstance(subject.get("name"), str))
        need(isinstance(subject.get("digest"), dict) and subject["digest"])
        for value in subject["digest"].values():
            need(isinstance(value, str) and re.fullmatch("(?:[0-9a-f]{2})+", value))
    need(isinstance(statement.get("predicateType"), str) and isinstance(statement.get("predicate"), dict))
    return statement


def version_of(statement, name):
    match = re.fullmatch(re.escape(TYPES + name) + r"/v([0-9]+)", statement["predicateType"])
    need(match)
    version = int(match.group(1))
    need(version in (1, 2), "not-supported")
    return version


# ---- the allow-list -------------------------------------------------------------------------------------------------


def measurements_of(value):
    members(value, [name for name, always in REGISTERS.items() if always], ["PCR8"])
    for one in value.values():
        pcr(one)
    return value


def envelope_form(value):
    members(value, ["payload", "payloadType", "signatures"])
    need(isinstance(value["payload"], str))
    text(value["payloadType"])
    for one in array(value["signatures"], 1, 10**9):
        members(one, ["sig"], ["keyid"])
        for part in one.values():
            text(part)


def approvals_form(value, version, reserved):
    for one in array(value, 0, 16):
        one = reserved.without(one, "approval") if version == 2 else one
        common = ["source", "staged", "sha256", "by", "approvedAt", "expiresAt"]
        need(isinstance(one, dict))
        if one.get("source") == "key":
            members(one, common + ["envelope"] + (["projection"] if version == 1 else []))
            envelope_form(one["envelope"])
            if version == 1:
                hexadecimal(one["projection"], 32)
        else:
            need(one.get("source") in ("github-environment", "github-pull-request"))
            members(one, common + ["observed", "url"])
            need(one["observed"] is True)
            text(one["url"])
        hexadecimal(one["staged"], 32)
        hexadecimal(one["sha256"], 32)
        text(one["by"])
        instant(one["approvedAt"])
        instant(one["expiresAt"])


def bind_form(value):
    need(isinstance(value, list) and len(set(map(str, value))) == len(value))
    need(set(map(str, value)) <= BINDABLE and "PCR3" in value)
    need("PCR0" in value or "PCR8" in value)


def projection_form(value, version, reserved):
    value = reserved.without(value, "projection") if version == 2 else value
    members(value, ["instanceRoles", "certificates", "keys", "staged", "approvals"])
    for role in array(value["instanceRoles"], 0, 100):
        members(role, ["arn", "PCR3"])
        text(role["arn"])
        pcr(role["PCR3"])
    for one in array(value["certificates"], 0, 100):
        if reserved.is_other_platform(one, version):
            continue
        members(one, ["PCR8", "sha256", "notAfter"] + (["platform"] if version == 2 else []))
        pcr(one["PCR8"])
        hexadecimal(one["sha256"], 32)
        instant(one["notAfter"])
    seen = set()
    for key in array(value["keys"], 0, 200):
        members(key, ["key", "actions", "bind", "guard"], ["detached"])
        text(key["key"])
        for action in array(key["actions"], 1, 100):
            text(action)
        if version == 1:
            bind_form(key["bind"])
        else:
            bind = members(key["bind"], [], ["nitro-enclave", "nitro-tpm", "nitro-sandbox"])
            need(bind)
            if set(bind) != {"nitro-enclave"}:
                reserved.met = True
            if "nitro-enclave" in bind:
                bind_form(bind["nitro-enclave"])
        if version == 1 or not isinstance(key["guard"], list):
            need(isinstance(key["guard"], bool))
        else:
            for action in array(key["guard"], 1, 100):
                text(action)
        need(key.get("detached", True) is True)
        seen.add(key["key"])
    for one in array(value["staged"], 0, 100):
        hexadecimal(one, 32)
    approvals_form(value["approvals"], version, reserved)
    attached = [key for key in value["keys"] if "detached" not in key]
    return len(seen) == len(value["keys"]) and (not attached or bool(value["instanceRoles"]))


def release_form(value, version, reserved):
    value = reserved.without(value, "release") if version == 2 else value
    if reserved.is_other_platform(value, version):
        return
    need(value.get("state") in ("active", "retiring"))
    required = ["state", "id", "measurements", "image", "manifest", "staged", "approvals", "changes"]
    required += ["platform", "accepted"] if version == 2 else []
    required += ["retireAt"] if value["state"] == "retiring" else []
    members(value, required, ["source"])
    need(isinstance(value["id"], str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,127}", value["id"]))
    measurements_of(value["measurements"])
    members(value["image"], ["name", "sha256"])
    text(value["image"]["name"])
    hexadecimal(value["image"]["sha256"], 32)
    members(value["manifest"], ["path", "sha256"])
    text(value["manifest"]["path"])
    hexadecimal(value["manifest"]["sha256"], 32)
    if "source" in value:
        source = members(value["source"], ["observed", "repository", "commit", "ref"])
        need(source["observed"] is True)
        text(source["repository"])
        text(source["ref"])
        need(isinstance(source["commit"], str) and re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", source["commit"]))
    hexadecimal(value["staged"], 32)
    approvals_form(value["approvals"], version, reserved)
    for change in array(value["changes"], 1, 8):
        members(change, ["what", "version", "at"])
        need(change["what"] in ("approved", "approved-again", "retired"))
        whole(change["version"])
        instant(change["at"])
    if version == 2:
        instant(members(value["accepted"], ["first"])["first"])
    if "retireAt" in value:
        instant(value["retireAt"])


def removed_form(value, version, reserved):
    value = reserved.without(value, "removed") if version == 2 else value
    if reserved.is_other_platform(value, version):
        return
    need(value.get("why") in ("retired", "revoked"))
    required = ["id", "PCR0", "when", "staged", "why"] + (["platform"] if version == 2 else [])
    required += ["reason"] if value["why"] == "revoked" else []
    members(value, required, ["accepted"] if version == 2 else [])
    need(isinstance(value["id"], str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,127}", value["id"]))
    pcr(value["PCR0"])
    instant(value["when"])
    hexadecimal(value["staged"], 32)
    if "reason" in value:
        text(value["reason"])
    if "accepted" in value:
        for one in members(value["accepted"], ["first", "last"]).values():
            instant(one)


def list_form(predicate, version, reserved):
    value = reserved.without(predicate, "list") if version == 2 else predicate
    names = ["list", "enclave", "version", "issuedAt", "expiresAt", "previous", "projection", "releases", "removed"]
    members(value, names + (["latestExpiresAt"] if version == 2 else []))
    hexadecimal(value["list"], 16)
    text(value["enclave"])
    whole(value["version"])
    previous = value["previous"]
    if previous is not None:
        members(previous, ["version", "sha256"])
        whole(previous["version"])
        hexadecimal(previous["sha256"], 32)
    coherent = projection_form(value["projection"], version, reserved)
    for release in array(value["releases"], 0, 1000):
        release_form(release, version, reserved)
    for entry in array(value["removed"], 0, 4000 if version == 1 else 5000):
        removed_form(entry, version, reserved)
    issued, expires = instant(value["issuedAt"]), instant(value["expiresAt"])
    latest = instant(value["latestExpiresAt"]) if version == 2 else expires
    need(not reserved.met, "not-supported")
    need(coherent)
    need(issued < expires <= latest)
    need((previous["version"] if previous else 0) == value["version"] - 1)
    ids = [release["id"] for release in value["releases"]]
    need(all(a.encode("utf-16-be") < b.encode("utf-16-be") for a, b in zip(ids, ids[1:])))
    images = [tuple(one["measurements"].get(name) for name in REGISTERS) for one in value["releases"]]
    need(len(set(images)) == len(images))
    revoked = tombstones(value)
    need(not any(one["measurements"]["PCR0"] in revoked for one in value["releases"]))
    return issued


def tombstones(predicate):
    return {entry["PCR0"] for entry in predicate["removed"] if entry["why"] == "revoked"}


def subjects_of(predicate, issued):
    name = "pcr-allowlist:" + predicate["list"]
    subjects = [(name, {"sha256": hashlib.sha256(name.encode()).hexdigest()})]
    for release in predicate["releases"]:
        if release["state"] == "active" or issued < instant(release["retireAt"]):
            digest = {"sha256": release["image"]["sha256"], "awsNitroPcr0": release["measurements"]["PCR0"]}
            subjects.append((release["id"], digest))
    return subjects


def verify_list(data, trust, keys, remembered, now):
    kind, payload, _ = open_envelope(data, keys(trust["keys"]), trust["threshold"])
    statement = statement_of(kind, payload, 12_550_000)
    version = version_of(statement, "allow-list")
    predicate = statement["predicate"]
    need(predicate.get("list") == trust["list"], "wrong-list")
    need(predicate.get("enclave") == trust.get("enclave", predicate.get("enclave")), "wrong-list")
    need(version == 2 or len(payload) <= 8 * 1024 * 1024)
    issued = list_form(predicate, version, Reserved())
    found = [(one["name"], one["digest"]) for one in statement["subject"]]
    need(found == subjects_of(predicate, issued))
    need(issued <= now + AHEAD, "list-expired")
    digest = hashlib.sha256(payload).hexdigest()
    need(predicate["version"] >= trust.get("minVersion", 1), "rollback")
    if remembered:
        need(predicate["version"] >= remembered["version"], "rollback")
        if predicate["version"] == remembered["version"]:
            need(digest == remembered["sha256"], "rollback")
        if predicate["version"] == remembered["version"] + 1:
            need(predicate["previous"]["sha256"] == remembered["sha256"], "rollback")
    return predicate, version, digest


def approves(envelope, release, predicate, version, keys):
    """The pinned approval keys that approved this release by this envelope."""
    try:
        kind, payload, signers = open_envelope(json.dumps(envelope).encode(), keys, 1)
        statement = statement_of(kind, payload, 12_550_000)
        of = version_of(statement, "approval")
        need(of <= version)
        said = statement["predicate"]
        need(said.get("list") == predicate["list"] and said.get("enclave") == predicate["enclave"], "wrong-list")
        need(of == 1 or not RESERVED["statement"] & set(said), "not-supported")
        common = ["list", "enclave", "staged", "release", "projection", "approvedAt", "expiresAt"]
        members(said, common + (["kind"] if of == 2 else []))
        instant(said["approvedAt"])
        instant(said["expiresAt"])
        hexadecimal(said["projection"], 32)
        need(said["staged"] == release["staged"])
        expected = {"id": release["id"], "manifest": release["manifest"]["sha256"]}
        if of == 1:
            expected["PCR0"] = release["measurements"]["PCR0"]
        else:
            need(said["kind"] == "release")
            expected.update(platform="nitro-enclave", measurements=release["measurements"])
        need(said["release"] == expected)
        return signers
    except Refused:
        return []


def is_approved(release, predicate, version, approval, keys):
    if approval is None:
        return True
    pinned = keys(approval["keys"])
    by = set()
    for one in release["approvals"]:
        if one["source"] == "key":
            by.update(approves(one["envelope"], release, predicate, version, pinned))
    return len(by) >= approval["threshold"]


def answer(predicate, version, pcrs, now, approval, keys):
    need(now < instant(predicate["expiresAt"]), "list-expired")
    for name in ("PCR0", "PCR1", "PCR2"):
        need(pcrs.get(name, ZERO) != ZERO, "not-allowed")
    need(pcrs["PCR0"] not in tombstones(predicate), "revoked")
    for release in predicate["releases"]:
        expected = release["measurements"]
        if all(pcrs.get(name, ZERO) == expected.get(name, ZERO) for name in REGISTERS):
            need(release["state"] == "active" or now < instant(release["retireAt"]), "not-allowed")
            need(is_approved(release, predicate, version, approval, keys), "approval-missing")
            return release["id"]
    return refuse("not-allowed")


# ---- manifests ------------------------------------------------------------------------------------------------------


def verify_manifest(data, trust, keys):
    kind, payload, _ = open_envelope(data, keys(trust["keys"]), trust["threshold"])
    statement = statement_of(kind, payload, 16 * 1024 * 1024)
    version = version_of(statement, "pcr-manifest")
    predicate = statement["predicate"]
    reserved = Reserved()
    if version == 2:
        need(not reserved.is_other_platform(predicate, 2), "not-supported")
        reserved.without(predicate, "manifest")
    need(len(statement["subject"]) == 1)
    digest = statement["subject"][0]["digest"]
    hexadecimal(digest.get("sha256"), 32)
    measurements = predicate.get("measurements")
    need(isinstance(measurements, dict) and isinstance(measurements.get("HashAlgorithm"), str))
    found = {name: pcr(measurements[name]) for name in REGISTERS if name in measurements}
    need(all(name in found for name, always in REGISTERS.items() if always))
    need(predicate.get("measured") in ("here", "given"))
    need(("eif" in predicate) == (predicate["measured"] == "here"))
    instant(predicate.get("measuredAt"))
    need(not reserved.met, "not-supported")
    need(digest.get("awsNitroPcr0") == found["PCR0"])
    return found


# ---- the vectors ----------------------------------------------------------------------------------------------------


def outcome(run):
    try:
        return {"verified": run()}
    except Refused as refusal:
        return {"code": str(refusal)}


def main(folder):
    index = json.loads((folder / "index.json").read_text())

    def keys(names):
        return [Key((folder / "keys" / (name + ".pub.pem")).read_bytes()) for name in names]

    cases, wrong = 0, []

    def compare(what, expected, found):
        nonlocal cases
        cases += 1
        if found not in expected:
            wrong.append("%s: expected %s, found %s" % (what, expected, found))

    for case in index["lists"]:
        data, trust, now = (folder / case["file"]).read_bytes(), case["trust"], instant(case["at"])
        remembered = case.get("remembered")
        found = outcome(lambda: verify_list(data, trust, keys, remembered, now))
        expected = [{"code": case["code"]}] if "code" in case else []
        expected += [{"verified": case["verified"]}] if "verified" in case else []
        shown = found
        if "verified" in found:
            predicate, version, digest = found["verified"]
            shown = {"verified": {"version": predicate["version"], "sha256": digest}}
        compare(case["file"], expected, shown)
        for question in case.get("questions", []):
            at = instant(question["at"])
            given = outcome(
                lambda: answer(predicate, version, question["pcrs"], at, trust.get("approval"), keys)
            )
            asked = question["answer"]
            wanted = {"verified": asked["release"]} if asked["accepted"] else {"code": asked["code"]}
            compare(case["file"] + ": " + question["why"], [wanted], given)
    for case in index["manifests"]:
        data = (folder / case["file"]).read_bytes()
        found = outcome(lambda: verify_manifest(data, case["trust"], keys))
        wanted = {"code": case["code"]} if "code" in case else {"verified": case["measurements"]}
        compare(case["file"], [wanted], found)
    for line in wrong:
        print(line)
    print("%d of %d results are as the index says" % (cases - len(wrong), cases))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))

#!/usr/bin/env python3
"""Verifies the signed receipts and the published versions in what `npm run ledger:verify -- --records FILE` wrote, as
docs/proof.md describes them. verify_ledger.py, which lies beside it, verifies the rest. Python 3.8, no packages.
python3 verify_receipts.py FILE JWKS"""
import base64, json, sys
from verify_ledger import canonical, check, digest, sha, signed
def decode(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
def read_keys(jwks):
    keys = {}
    for key in jwks["keys"]:  # The name of a key is its thumbprint: RFC 7638.
        thumbprint = base64.urlsafe_b64encode(sha(canonical({name: key[name] for name in ("crv", "kty", "x")}))).decode().rstrip("=")
        check(key["kty"] == "OKP" and key["crv"] == "Ed25519" and key["kid"] == thumbprint, f"the name of the key {key['kid']}")
        keys[thumbprint] = decode(key["x"])
    return keys
same = ("number", "kind", "language", "noticeHash", "collectionMethod", "decidedAt")
members = ("attribute", "state", "mandatory", "source", "basis")
def genuine(jws, keys, receipt, snapshot):
    """The claims of a signed receipt (RFC 7515), which must say what the row of the receipt says."""
    header, payload, signature = jws.split(".")
    head, claims, what = json.loads(decode(header)), json.loads(decode(payload)), f"receipt {receipt['number']}"
    check(head["alg"] == "EdDSA" and head["typ"] == "consent-receipt+jwt" and head["kid"] in keys, f"the key of {what}")
    check(signed(keys[head["kid"]], f"{header}.{payload}".encode(), decode(signature)), f"the signature of {what}")
    says = claims["receipt"]
    check((claims["jti"], claims["sub"]) == (receipt["id"], receipt["pseudonym"]) and all(says[name] == receipt[name] for name in same)
          and says["provider"] == receipt["providerName"] and digest(says["notice"]) == receipt["noticeHash"], f"what {what} says")
    decided = lambda items, version: sorted(json.dumps([item[version], *map(item.get, members)]) for item in items)
    check(decided(receipt["items"], "versionId") == decided(says["decisions"], "version"), f"the decisions of {what}")
    check(claims["iss"] == snapshot["origin"] and all(says[name] == snapshot[name] for name in ("actor", "jurisdiction", "sensitive")),
          f"who acted in {what}")
    return claims
def verify(rows, jwks):
    keys, hashes, places, versions, unsigned, seen = read_keys(jwks), {}, [], 0, 0, set()
    for row in rows:
        if "entry" not in row: continue
        entry, receipt = row["entry"], row.get("receipt")
        payload, seq = entry["payload"], entry["seq"]
        hashes[seq] = (row["hash"], payload.get("receipt"))
        check(("version" in row) == ("versionHash" in payload), f"the version of entry {seq}")
        if "version" in row:
            check(digest(row["version"]) == payload["versionHash"] and row["version"]["id"] == payload["version"], f"the version of entry {seq}")
            versions += 1
        if not receipt or receipt["id"] in seen: continue
        seen.add(receipt["id"])
        if "signature" not in row: unsigned += 1
        else: places.append((receipt, genuine(row["signature"], keys, receipt, row["texts"]["snapshot"])["ledger"]))
    for receipt, place in places:
        check(hashes.get(place["seq"]) == (place["hash"], receipt["id"]), f"the place of receipt {receipt['number']}")
    return f"{len(places)} signed receipts and {versions} published versions are right. {unsigned} receipts are from before they were signed."
if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file, open(sys.argv[2], encoding="utf-8") as keys:
        print(verify(map(json.loads, file), json.load(keys)))

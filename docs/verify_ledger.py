#!/usr/bin/env python3
"""Verifies what `npm run ledger:verify -- --records FILE` wrote, as docs/proof.md describes it. Python 3.8, no packages.
python3 verify_ledger.py FILE [KEPT_CHECKPOINT ...]"""
import base64, functools, hashlib, json, sys
P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519: RFC 8032, section 5.1
D = -121665 * pow(121666, -1, P) % P
def add(a, b):
    (x1, y1), (x2, y2), k = a, b, D * a[0] * b[0] * a[1] * b[1]
    return (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P
def times(n, point, total=(0, 1)):
    while n: total, point, n = add(total, point) if n & 1 else total, add(point, point), n >> 1
    return total
def decode(data):
    y = int.from_bytes(data, "little") % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = next(x for k in (1, pow(2, (P - 1) // 4, P)) for x in [pow(square, (P + 3) // 8, P) * k % P] if x * x % P == square)
    return (x if x % 2 == data[31] >> 7 else P - x, y)
BASE = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
def signed(key, text, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(r + key + text).digest(), "little")
    return s < Q and times(s, BASE) == add(decode(r), times(h, decode(key)))
sha = lambda data: hashlib.sha256(data).digest()
canonical = lambda value: json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
digest = lambda value: sha(canonical(value)).hex()
present = lambda row: {name: field for name, field in row.items() if field is not None}
def check(is_right, what): is_right or sys.exit(f"WRONG: {what}")
def read(note):
    text, lines = note[: note.rindex("\n\n") + 1], note[note.rindex("\n\n") + 2 :].splitlines()
    return text.split("\n")[:3], text.encode(), [(line.split()[1], base64.b64decode(line.split()[2])) for line in lines]
def genuine(note, keys):
    (origin, size, _), text, lines = read(note)
    check(any(name == origin and line[:4] == sha(f"{origin}\n\1".encode() + key)[:4] and signed(key, text, line[4:])
              for name, line in lines for key in keys), f"no key signed the checkpoint of size {size}")
def verify(rows, notes):
    keys, count, previous, edge, roots = [], 0, "0" * 64, [], [sha(b"")]
    for row in rows:
        if "verifierKey" in row: keys.append(base64.b64decode(row["verifierKey"].split("+", 2)[2])[1:])
        elif "checkpoint" in row: notes.append(row["checkpoint"])
        else:
            entry, payload, receipt, count = row["entry"], row["entry"]["payload"], row.get("receipt"), count + 1
            leaf = canonical({"entry": entry, "previous": previous})
            check(entry["seq"] == count and sha(leaf).hex() == row["hash"], f"entry {count}")
            check(digest(present(row["event"])) == payload["eventHash"], f"the event of entry {count}")
            check(bool(receipt) == ("receipt" in payload), f"the receipt of entry {count}")
            if receipt:
                items = sorted(map(present, receipt["items"]), key=lambda item: (item["versionId"], item["attribute"]))
                check(digest({**present(receipt), "items": items}) == payload["receiptHash"], f"the receipt of entry {count}")
                for text in present(row["texts"]): check(digest(row["texts"][text]) == receipt[text + "Hash"], f"the {text} of entry {count}")
            previous, node, n = row["hash"], sha(b"\0" + leaf), count
            while n % 2 == 0: node, n = sha(b"\1" + edge.pop() + node), n // 2
            edge.append(node)
            roots.append(functools.reduce(lambda right, left: sha(b"\1" + left + right), edge[::-1]))
    for (_, size, root), note in ((read(note)[0], note) for note in notes):
        check(int(size) <= count and roots[int(size)] == base64.b64decode(root), f"the checkpoint of size {size}")
        genuine(note, keys)
    return f"{count} entries and {len(notes)} checkpoints are right. Hash of the last entry: {previous}"
if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print(verify(map(json.loads, file), [open(name, encoding="utf-8", newline="").read() for name in sys.argv[2:]]))

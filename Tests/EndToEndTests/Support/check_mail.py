"""Parses every .eml in a folder as strictly as Python can; prints what is wrong and ends with 1."""
import email
import email.policy
import pathlib
import sys

problems = []
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
    raw = path.read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.SMTP)
    for part in message.walk():
        problems += [f"{path.name}: {defect!r}" for defect in part.defects]
        for name, value in part.items():
            # An address beyond ASCII stands in its header as UTF-8 (RFC 6532), which Python calls a
            # defect under every policy.
            if name == "To" and not message["To"].isascii():
                continue
            problems += [f"{path.name}: {name}: {defect!r}" for defect in value.defects]
    if message.get_content_type() != "multipart/alternative":
        problems.append(f"{path.name}: {message.get_content_type()}")
    kinds = [part.get_content_type() for part in message.iter_parts()]
    if kinds != ["text/plain", "text/html"]:
        problems.append(f"{path.name}: parts {kinds}")
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "List-Unsubscribe"):
        if name not in message:
            problems.append(f"{path.name}: no {name}")
    if b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        problems.append(f"{path.name}: a bare line feed or carriage return")
    if max(len(line) for line in raw.split(b"\r\n")) > 998:
        problems.append(f"{path.name}: a line over 998 octets")
print("\n".join(problems[:20]))
sys.exit(1 if problems else 0)

"""A TEI collation read back: what each witness has, in its own order."""

from xml.etree import ElementTree as ET

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def read_tei(written):
    """The text of every witness of a collation, by its label, pointers to what stands elsewhere followed."""
    root = ET.fromstring(written)
    return {
        witness.text or "": read_witness(root.find(f"{TEI}text/{TEI}body/{TEI}p"), "#" + witness.get(ID))
        for witness in root.iter(TEI + "witness")
    }


def read_witness(paragraph, name):
    moved, text, away = {}, [paragraph.text or ""], False
    for app in paragraph:
        for reading in app:
            if name not in reading.get("wit").split():
                continue
            if reading.find(TEI + "lacunaStart") is not None:
                away = True
            if reading.find(TEI + "lacunaEnd") is not None:
                away = False
            if reading.get(ID):
                moved["#" + reading.get(ID)] = "".join(reading.itertext())
            else:
                text.append("".join(reading.itertext()))
                text += [ptr.get("target").split() for ptr in reading.iter(TEI + "ptr")]
        text.append("" if away else app.tail or "")
    pointers = [target for part in text if isinstance(part, list) for target in part]
    assert sorted(pointers) == sorted(moved)
    return "".join(part if isinstance(part, str) else "".join(moved[target] for target in part) for part in text)

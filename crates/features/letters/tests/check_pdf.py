"""What archives ask of a letter: PDF/A-2b, every font embedded, a language, a title, tags.

    check_pdf.py FILE...

Prints one line for each file that is not fit; nothing when all are."""

import sys

import pikepdf


def fonts(resources, seen):
    """Every font of a page and of what it draws with."""
    if resources is None:
        return
    for _, font in resources.get("/Font", {}).items():
        yield font
    for kind in ("/XObject", "/Pattern"):
        for _, drawn in resources.get(kind, {}).items():
            if drawn.objgen not in seen:
                seen.add(drawn.objgen)
                yield from fonts(drawn.get("/Resources"), seen)


def is_embedded(font):
    below = font.get("/DescendantFonts")
    descriptor = (below[0] if below is not None else font).get("/FontDescriptor")
    names = ("/FontFile", "/FontFile2", "/FontFile3")
    return descriptor is not None and any(name in descriptor for name in names)


def problems(path):
    with pikepdf.open(path) as pdf:
        with pdf.open_metadata() as metadata:
            if metadata.get("pdfaid:part") != "2" or metadata.get("pdfaid:conformance") != "B":
                yield "is not marked as PDF/A-2b"
            told = pdf.docinfo.get("/Keywords")
            if told is not None and str(told) != metadata.get("pdf:Keywords"):
                yield "tells two different lists of keywords"
            if not metadata.get("dc:title"):
                yield "has no title"
        if "/Lang" not in pdf.Root:
            yield "has no language"
        if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
            yield "is not tagged"
        if "/OutputIntents" not in pdf.Root:
            yield "has no output intent"
        if pdf.is_encrypted:
            yield "is encrypted"
        found = 0
        for page in pdf.pages:
            for font in fonts(page.get("/Resources"), set()):
                found += 1
                if not is_embedded(font):
                    yield f"does not embed {font.get('/BaseFont')}"
        if found == 0:
            yield "has no font"
        if not 1 <= len(pdf.pages) <= 3:
            yield f"has {len(pdf.pages)} pages"


unfit = [f"{path} {problem}" for path in sys.argv[1:] for problem in problems(path)]
print("\n".join(unfit), end="")
sys.exit(1 if unfit else 0)

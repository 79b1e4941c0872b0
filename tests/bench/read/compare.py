"""How fast files are read, and how much of their text is kept, beside pdftotext and pandoc on the same files in one run.

usage: compare.py WHEREAS SEED FOLDER [--runs N]

WHEREAS names the program, SEED a document in Markdown, FOLDER holds PDF files (those below it too). Measured:

- the PDF files of FOLDER: megabytes and pages a second of `whereas extract --text`, which reads and extracts, and of `pdftotext -layout`;
- SEED made Word, OpenDocument and HTML files by pandoc: the time of whereas and of pandoc to plain text;
- the share of ordered pairs of words kept: of PDF files against pdftotext's reading, of the made files against SEED.

Times are medians, of the whole command; whereas runs on one thread. What is not installed is passed over with a line that says so.
"""

import argparse
import collections
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import time


def timed(runs, *command):
    """Median of the time of the clock, and of the processor, in seconds."""
    clock, processor = [], []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        done = subprocess.run([str(word) for word in command], capture_output=True)
        clock.append(time.perf_counter() - began)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        # 1 is a document refused, which is no failure of the whole.
        if done.returncode not in (0, 1):
            raise SystemExit(f"{command}: exit code {done.returncode}: {done.stderr.decode()[:300]}")
    return statistics.median(clock), statistics.median(processor)


def version(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout or done.stderr).splitlines()[0]


def words(text):
    # Marks of Markdown and of superscripts are no words.
    return re.findall(r"\w+", re.sub(r"</?sup>|[*_#^\\]", "", text))


def kept(truth, found):
    """Share of the ordered pairs of neighbouring words of `truth` that `found` has too."""
    pairs = lambda text: collections.Counter(zip(words(text), words(text)[1:]))
    wanted, have = pairs(truth), pairs(found)
    return sum(min(count, have[pair]) for pair, count in wanted.items()) / max(1, sum(wanted.values()))


def text_of(whereas, file, folder):
    subprocess.run([whereas, "extract", str(file), "-q", "--format", "jsonl", "--text", str(folder)], capture_output=True)
    texts = sorted(path for path in folder.rglob("*.txt"))
    return "\n".join(path.read_text("utf-8") for path in texts)


def pdfs(whereas, files, runs, folder):
    if not shutil.which("pdftotext"):
        print("pdftotext: not installed (poppler-utils)")
        return
    copies = folder / "pdf"
    copies.mkdir()
    for number, file in enumerate(files):
        shutil.copy(file, copies / f"{number:03}-{file.name}")
    size = sum(file.stat().st_size for file in copies.iterdir()) / 1e6
    pages = 0
    for file in files:
        info = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True).stdout
        pages += int(re.search(r"Pages:\s+(\d+)", info).group(1))
    script = 'for file in "$1"/*.pdf; do pdftotext -layout "$file" /dev/null; done'
    print(f"{len(files)} PDF files, {size:.1f} MB, {pages} pages")
    for name, command in [
        ("whereas extract", [whereas, "extract", copies, "-q", "--threads", "1", "--format", "jsonl", "-o", "/dev/null"]),
        ("pdftotext -layout", ["sh", "-c", script, "sh", copies]),
    ]:
        clock, processor = timed(runs, *command)
        print(f"  {name:20} {clock:7.2f} s  {size / clock:6.2f} MB/s  {pages / clock:6.0f} pages/s  (processor {processor:.2f} s)")
    shares = []
    for number, file in enumerate(files):
        theirs = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, errors="replace").stdout
        shares.append((kept(theirs, text_of(whereas, file, folder / f"texts-{number}")), file.name))
    print(f"  pairs of words of pdftotext that whereas has too: median {statistics.median(share for share, _ in shares):.3f}")
    for share, name in sorted(shares)[:5]:
        print(f"    {share:.3f} {name}")


def office(whereas, seed, runs, folder):
    if not shutil.which("pandoc"):
        print("pandoc: not installed")
        return
    truth = seed.read_text("utf-8")
    print(f"{seed.name} made by pandoc")
    for ending in ["docx", "odt", "html"]:
        file = folder / f"seed.{ending}"
        subprocess.run(["pandoc", "-s", "-f", "markdown", str(seed), "-o", str(file), "--metadata", "title= "], check=True, capture_output=True)
        ours, _ = timed(runs, whereas, "extract", file, "-q", "--format", "jsonl", "-o", "/dev/null")
        theirs, _ = timed(runs, "pandoc", file, "-t", "plain", "-o", "/dev/null")
        text = text_of(whereas, file, folder / f"text-{ending}")
        plain = subprocess.run(["pandoc", str(file), "-t", "plain", "--wrap=none"], capture_output=True, text=True).stdout
        print(f"  {ending:5} whereas {ours:.3f} s, {kept(truth, text):.3f} of the pairs · pandoc {theirs:.3f} s, {kept(truth, plain):.3f}")


def columns(whereas, folder):
    """PDF files of two columns whose text is known: those that the fuzzer begins with, made from the seeds."""
    root = pathlib.Path(__file__).resolve().parents[3]
    if not shutil.which("pdftotext"):
        return
    print("PDF files of two columns made from the seeds: share of the pairs kept")
    for file in sorted((root / "fuzz/seeds/pdf").glob("*.pdf")):
        truth = (root / f"seeds/interpol-impact-2012.{file.stem}.md").read_text("utf-8")
        theirs = [subprocess.run(["pdftotext", *how, str(file), "-"], capture_output=True, text=True).stdout for how in ([], ["-layout"])]
        ours = text_of(whereas, file, folder / f"columns-{file.stem}")
        print(f"  {file.name} whereas {kept(truth, ours):.3f} · pdftotext {kept(truth, theirs[0]):.3f} · pdftotext -layout {kept(truth, theirs[1]):.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("whereas")
    parser.add_argument("seed", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    whereas = str(pathlib.Path(args.whereas).resolve())
    print(version(whereas, "--version"), end="")
    for program in [["pdftotext", "-v"], ["pandoc", "--version"]]:
        if shutil.which(program[0]):
            print(" ·", version(*program), end="")
    print()
    with tempfile.TemporaryDirectory() as folder:
        pdfs(whereas, sorted(args.folder.rglob("*.pdf")), args.runs, pathlib.Path(folder))
        office(whereas, args.seed, args.runs, pathlib.Path(folder))
        columns(whereas, pathlib.Path(folder))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# needs: soffice python:openpyxl
"""LibreOffice opens CSV, TSV and the CSV of import scripts and has the same cells: no formula, no date, no joined numbers.

Both ways of opening are tried: cells as they are, and with special numbers recognised.
"""

import shutil
import subprocess

import openpyxl
from grid import SEPARATORS, rows
from kit import REVIEWED, SCRATCH, differences, prove

FORMATS = {**SEPARATORS, "policy-csv": ","}
NUMBERS = {"port", "RulePriority", "DestinationPorts"}
"""Columns of numbers; all others are text."""
QUOTE = ord('"')
WORK = SCRATCH / "spreadsheet"


def opened(files, separator, special):
    """What LibreOffice makes of files, by their names without extension."""
    folder = WORK / f"{files[0].parent.name}-{special}"
    utf8, first_row, no_formats, english = 76, 1, "", 0
    options = f"CSV:{ord(separator)},{QUOTE},{utf8},{first_row},{no_formats},{english},false,{special}"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{WORK}/user", "--convert-to", "xlsx"]
    command += [f"--infilter={options}", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return {path.stem: openpyxl.load_workbook(path).worksheets[0] for path in folder.iterdir()}


def sheet_problems(where, sheet, rows):
    found = [list(row) for row in sheet.iter_rows()]
    shown = [["" if cell.value is None else str(cell.value) for cell in row] for row in found]
    yield from differences(where, rows, shown)
    for row in found[1:]:
        for column, cell in zip(rows[0], row):
            if cell.value is not None and cell.data_type != ("n" if column in NUMBERS else "s"):
                yield f"{where}: {cell.coordinate} is no text: {cell.value!r} ({cell.data_type})"


def problems(cases):
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    found = []
    for format, separator in FORMATS.items():
        (WORK / format).mkdir()
        extension = format.removeprefix("policy-")
        files = {WORK / format / f"{number}.{extension}": case for number, case in enumerate(cases)}
        for path, case in files.items():
            path.write_bytes(case[format].encode())
        for special in ("false", "true"):
            sheets = opened(list(files), separator, special)
            for path, case in files.items():
                where = f"{case.name}: {format} in LibreOffice"
                found += sheet_problems(where, sheets[path.stem], rows(case, format))
    return found


prove(
    "LibreOffice reads all three back cell by cell, ports and priorities as numbers and all else as text",
    problems,
    [
        ("global-public", "csv", r"^(application,[^,]+),mcr.microsoft.com", r"\1,=1+2"),
        ("global-public", "csv", r",443,", ',"80,443",'),
        ("global-public", "csv", r"^(application,[^,]+),mcr.microsoft.com", r"\1,2026-01-02"),
        ("global-api-server-ip", "policy-csv", r",1194,", ',"1194,1195",'),
        ("global-api-server-ip", "policy-csv", r",20\.1\.2\.3,", ",20.1,"),
        ("global-api-server-ip", "policy-csv", r"ntp\.ubuntu\.com", "=1+2"),
        ("global-public", "tsv", r"\tmcr.microsoft.com\t", '\t"mcr.microsoft.com"\t'),
    ],
    over=[REVIEWED],
)

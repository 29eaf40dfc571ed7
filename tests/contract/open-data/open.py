"""Opens the open data with programs that are not ours. Prints as JSON what is wrong, and what was read."""

import io
import json
import sys
import warnings
import zipfile

import openpyxl
import tablib
from frictionless import Package

warnings.simplefilter("error")
url, path = sys.argv[1:]


def faults(source):
    """What Frictionless finds wrong with a package and each row of its tables."""
    report = Package(source).validate()
    found = [str(error) for error in report.errors]
    for task in report.tasks:
        found += [f"{task.name}: {error.message}" for error in task.errors]
        found += [f"{task.name}: {warning}" for warning in task.warnings]
    return found


def cells(text):
    """The cells of a CSV file, through a library of tables into a workbook and out of it again."""
    table = tablib.Dataset().load(text, format="csv")
    book = openpyxl.load_workbook(io.BytesIO(table.export("xlsx")))
    (sheet,) = book.worksheets
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    rows = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    return {"kinds": sorted(kinds), "rows": rows}


with zipfile.ZipFile(path) as file:
    broken = file.testzip()
    sheets = {name: cells(file.read(name).decode("utf-8")) for name in file.namelist() if name.endswith(".csv")}

remote = [f"{resource.name}: {len(resource.read_rows())}" for resource in Package(url).resources]
print(json.dumps({"broken": broken, "zip": faults(path), "remote": faults(url), "rows": remote, "sheets": sheets}))

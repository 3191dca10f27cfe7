"""Runs the cells of a notebook, a list of texts in JSON on standard input, and
writes what each shows as such a list: what it prints, and then the value of its
last line, if that is an expression. Lines end without blanks, which pandas adds."""

import ast
import contextlib
import io
import json
import sys

import pandas

pandas.set_option("display.max_columns", None, "display.width", 120)

names = {}
shown = []
for number, cell in enumerate(json.load(sys.stdin), 1):
    statements = ast.parse(cell, f"cell {number}").body
    last = statements.pop() if isinstance(statements[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(ast.Module(statements, []), f"cell {number}", "exec"), names)
        if last:
            value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names)
            if value is not None:
                print(value)
    shown.append("".join(line.rstrip() + "\n" for line in output.getvalue().splitlines()))
json.dump(shown, sys.stdout)

"""Whether all scripts of a folder are as the examples should be.

    check_examples.py FOLDER
"""
import ast
import pathlib
import sys

checked = 0
for path in sorted(pathlib.Path(sys.argv[1]).glob('*.py')):
    text = path.read_text('utf-8')
    tree = ast.parse(text, str(path), feature_version=(3, 9))
    arguments = ' PORT' if 'server' in path.name else ' HOST PORT '
    if f'\n    {path.name}{arguments}' not in (ast.get_docstring(tree, clean=False) or ''):
        sys.exit(f'{path}: does not say how to run it')
    for node in ast.walk(tree):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if name not in getattr(sys, 'stdlib_module_names', [name]):  # since 3.10
                sys.exit(f'{path}: {name} is not in the standard library')
    if any(len(line) > 120 for line in text.splitlines()):
        sys.exit(f'{path}: a long line')
    checked += 1
print(checked, 'are as they should be')

"""A reader of Bicep files, on the grammar of tree-sitter."""

import re

import tree_sitter
import tree_sitter_bicep

PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bicep.language()))
ESCAPE = re.compile(r"\\(u\{([0-9A-Fa-f]+)\}|.)")
ESCAPES = {"\\": "\\", "'": "'", "n": "\n", "r": "\r", "t": "\t", "$": "$"}


def text_of(node):
    return node.text.decode()


def unescaped(text):
    """What a literal means. An escape that Bicep does not know is an error there and here."""
    return ESCAPE.sub(lambda found: chr(int(found[2], 16)) if found[2] else ESCAPES[found[1]], text)


class Bicep:
    """The parameters and the resources of a file, as values."""

    def __init__(self, text):
        root = PARSER.parse(text.encode()).root_node
        if root.has_error:
            raise ValueError(f"syntax: line {first_error(root).start_point.row + 1}")
        self.parameters, self.resources, self.used = {}, {}, set()
        for node in root.named_children:
            if node.type == "parameter_declaration":
                name, kind, *default = node.named_children
                self.parameters[text_of(name)] = text_of(kind), self.value(default[0]) if default else None
        for node in root.named_children:
            if node.type == "resource_declaration":
                name, kind, body = node.named_children
                # `existing` is no named node.
                exists = any(text_of(child) == "existing" for child in node.children)
                self.resources[text_of(name)] = self.value(kind), exists, self.value(body)
        known = {"comment", "decorators", "parameter_declaration", "resource_declaration"}
        others = {node.type for node in root.named_children} - known
        assert not others, f"{others} in the file"

    def value(self, node):
        if node.type == "string":
            assert {child.type for child in node.named_children} <= {"string_content", "escape_sequence"}, f"interpolated: {text_of(node)}"
            assert not text_of(node).startswith("'''"), "a string of several lines"
            return unescaped(text_of(node)[1:-1])
        if node.type == "number":
            return int(text_of(node))
        if node.type == "array":
            # Compilers before 0.4.1124 want each item on a line of its own.
            lines = [child.start_point.row for child in node.named_children]
            assert len({node.start_point.row, *lines}) == len(lines) + 1 or not lines, "two items on one line"
            return [self.value(child) for child in node.named_children]
        if node.type == "object":
            pairs = [(text_of(item.named_children[0]), self.value(item.named_children[1])) for item in node.named_children]
            assert len(dict(pairs)) == len(pairs), "a key stands twice"
            return dict(pairs)
        assert node.type == "identifier", f"{node.type}: {text_of(node)}"
        return self.named(text_of(node))

    def named(self, name):
        """A parameter's default, or the name of a parameter or resource without a value."""
        self.used.add(name)
        default = self.parameters.get(name, (None, None))[1]
        return f"<{name}>" if default is None else default


def first_error(node):
    if node.is_error or node.is_missing:
        return node
    return next((first_error(child) for child in node.children if child.has_error or child.is_missing), node)

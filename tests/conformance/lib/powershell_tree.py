"""A reader of PowerShell scripts that call Az.Network, on the grammar of tree-sitter: syntax, a
table of parameters, and the rules that the calls make. There is no PowerShell in any package registry.
"""

import re

import tree_sitter
import tree_sitter_powershell
from azure_policy import APPLICATION, NETWORK, TAG_PROTOCOLS, Collection, Policy, Rule, one_kind

PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
# PowerShell takes each of these for a single quote.
QUOTES = "'\u2018\u2019\u201a\u201b"
PAIR = re.compile(f"([{QUOTES}])[{QUOTES}]")

SOURCES = ("SourceAddress", "SourceIpGroup")
# A command: parameters that must be there, those that may, and sets of which one is given whole.
COMMANDS = {
    "New-AzFirewallPolicyNetworkRule": (
        {"Name", "Protocol", "DestinationPort"},
        {"Description"},
        [[{one} for one in SOURCES], [{"DestinationAddress"}, {"DestinationIpGroup"}, {"DestinationFqdn"}]],
    ),
    "New-AzFirewallPolicyApplicationRule": (
        {"Name"},
        {"Description"},
        [[{one} for one in SOURCES], [{"TargetFqdn", "Protocol"}, {"FqdnTag"}]],
    ),
    "New-AzFirewallPolicyFilterRuleCollection": ({"Name", "Priority", "ActionType", "Rule"}, set(), []),
    "New-AzFirewallPolicyRuleCollectionGroup": (
        {"Name", "Priority", "RuleCollection"},
        set(),
        [[{"FirewallPolicyObject"}, {"ResourceGroupName", "FirewallPolicyName"}]],
    ),
    "Get-AzFirewallPolicy": ({"Name", "ResourceGroupName"}, set(), []),
}


class Script:
    """What the statements of a script make: `calls` in order, each a command and its arguments."""

    def __init__(self, text):
        root = PARSER.parse(text.encode()).root_node
        if root.has_error:
            raise ValueError(f"syntax: line {first_error(root).start_point.row + 1}")
        self.variables, self.calls, self.used = {}, [], set()
        for variable in found(root, "script_parameter"):
            (name,) = [child for child in variable.named_children if child.type == "variable"]
            self.variables[name.text.decode()] = name.text.decode()
        for node in root.named_children:
            if node.type == "statement_list":
                self.run(node)
        unused = set(self.variables) - self.used - {"$ErrorActionPreference"}
        assert not unused, f"no use of {sorted(unused)}"

    def run(self, statements):
        for statement in statements.named_children:
            node = core(statement)
            if statement.type == "if_statement":
                condition, block = statement.named_children
                asked = core(condition)
                assert asked.text.startswith(b"$PSCmdlet.ShouldProcess("), f"if ({asked.text.decode()[:40]})"
                self.used.update(variable.text.decode() for variable in found(asked, "variable"))
                (inner,) = block.named_children
                self.run(inner)
            elif node.type == "assignment_expression":
                left, _, right = node.named_children
                self.variables[core(left).text.decode()] = self.value(right)
            else:
                self.value(statement)

    def value(self, node):
        node = core(node)
        if node.type == "verbatim_string_characters":
            return unquoted(node.text.decode())
        if node.type == "variable":
            name = node.text.decode()
            assert name in self.variables, f"no variable {name}"
            self.used.add(name)
            return self.variables[name]
        if node.type == "decimal_integer_literal":
            return int(node.text)
        if node.type == "command":
            return self.call(node)
        if node.type == "array_literal_expression":
            return [self.value(child) for child in node.named_children]
        if node.type in ("array_expression", "statement_list"):
            # An array of one has lost its statements in `core`.
            return flat(self.value(child) for child in node.named_children)
        raise ValueError(f"{node.type}: {node.text.decode()[:60]}")

    def call(self, node):
        """A command and its arguments, by the table."""
        name, *elements = node.named_children
        command, given, waiting = name.text.decode(), {}, None
        assert command in COMMANDS, f"no command {command}"
        for element in elements[0].named_children if elements else ():
            if element.type == "command_parameter":
                assert waiting is None, f"{command}: -{waiting} has no value"
                waiting = element.text.decode().removeprefix("-")
                assert waiting not in given, f"{command}: -{waiting} stands twice"
            elif element.type != "command_argument_sep":
                assert waiting is not None, f"{command}: {element.text.decode()[:40]!r} has no name"
                given[waiting], waiting = self.value(element), None
        assert waiting is None, f"{command}: -{waiting} has no value"
        by_table(command, set(given))
        self.calls.append((command, given))
        return command, given


def by_table(command, given):
    must, may, choices = COMMANDS[command]
    unknown = given - must - may - {one for choice in choices for names in choice for one in names}
    assert not unknown, f"{command}: a parameter cannot be found that matches {sorted(unknown)}"
    assert must <= given, f"{command}: missing {sorted(must - given)}"
    for choice in choices:
        touched = [names for names in choice if names & given]
        assert len(touched) == 1 and touched[0] <= given, f"{command}: parameter set cannot be resolved: {sorted(given)}"


def core(node):
    """What a node holds when each of its layers holds but one thing."""
    while len(node.named_children) == 1 and node.type != "statement_block":
        (node,) = node.named_children
    return node


def found(node, type):
    return ([node] if node.type == type else []) + [one for child in node.named_children for one in found(child, type)]


def flat(values):
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def unquoted(text):
    inner = text[1:-1]
    assert not re.search(f"[{QUOTES}]", PAIR.sub("", inner)), f"a quotation mark ends {text[:60]}"
    return PAIR.sub(r"\1", inner)


def first_error(node):
    if node.is_error or node.is_missing:
        return node
    return next((first_error(child) for child in node.children if child.has_error or child.is_missing), node)


def listed(value):
    return tuple(value) if isinstance(value, list) else (value,)


def policy(text):
    """The group that the script writes."""
    script = Script(text)
    command, group = script.calls[-1]
    assert command == "New-AzFirewallPolicyRuleCollectionGroup", f"the last command is {command}"
    made = [name for name, _ in script.calls]
    assert made.count(command) == 1, "several groups"
    collections = tuple(collection(one) for one in flat([group["RuleCollection"]]))
    rules = sum(len(one.rules) for one in collections)
    assert rules == sum(name.endswith("Rule") for name in made), "a rule is in no collection"
    return Policy(group["Name"], group["Priority"], collections)


def collection(made):
    _, given = made
    rules = tuple(map(rule, flat([given["Rule"]])))
    return Collection(given["Name"], given["Priority"], rules[0].kind, given["ActionType"], rules)


def rule(made):
    command, given = made
    kind = NETWORK if command == "New-AzFirewallPolicyNetworkRule" else APPLICATION
    lists = {key: listed(value) for key, value in given.items()}
    if kind == NETWORK:
        protocols = [(protocol, int(port)) for protocol in lists["Protocol"] for port in lists["DestinationPort"]]
    elif "FqdnTag" in lists:
        protocols = TAG_PROTOCOLS
    else:
        pairs = [re.fullmatch(r"(https?):(\d+)", pair) for pair in lists["Protocol"]]
        protocols = [(pair[1].capitalize(), int(pair[2])) for pair in pairs]
    hosts = lists.get("DestinationFqdn" if kind == NETWORK else "TargetFqdn")
    to, destinations = one_kind(given["Name"], addresses=lists.get("DestinationAddress"), fqdns=hosts, fqdn_tags=lists.get("FqdnTag"))
    sources, groups = lists.get("SourceAddress", ()), lists.get("SourceIpGroup", ())
    return Rule(kind, given["Name"], given.get("Description"), sources, groups, tuple(protocols), to, destinations)

"""A reader of the portal sheet, in both languages: blocks of labelled fields."""

import re

LABELS = {
    "名称": "Name",
    "优先级": "Priority",
    "规则集合类型": "Rule collection type",
    "规则集合操作": "Rule collection action",
    "规则集合组": "Rule collection group",
    "源类型": "Source type",
    "源": "Source",
    "协议": "Protocol",
    "目标端口": "Destination Ports",
    "TLS 检查": "TLS inspection",
    "目标类型": "Destination Type",
    "目标": "Destination",
}
VALUES = {
    "网络": "Network",
    "应用程序": "Application",
    "允许": "Allow",
    "IP 地址": "IP Address",
    "IP 组": "IP Group",
    "服务标记": "Service Tag",
    "FQDN 标记": "FQDN Tag",
    "不勾选": "off",
}
FIELD = re.compile(r"(?P<label>[^:：(（]+)(?P<pick> \(pick\)|（选择）)?(?:: |：)(?P<value>.+)")
COLLECTION = re.compile(r"== .* (aks-\S+) ==")
ROW = re.compile(r"-- \D+ (\d+)(?: of |/)(\d+) · .*?(?:(\d+)\D*)? --")
GROUP = re.compile(r"-- [^·\d]+ --")


class Block:
    """A group, a collection or a row: its fields by their English labels, in order."""

    def __init__(self, heading):
        self.heading = heading
        self.fields = {}
        self.picked = set()
        self.rows = []

    def add(self, line):
        field = FIELD.fullmatch(line)
        label = LABELS.get(field["label"], field["label"])
        assert label not in self.fields, f"{label} stands twice"
        self.fields[label] = VALUES.get(field["value"], field["value"])
        if field["pick"]:
            self.picked.add(label)

    def __getitem__(self, label):
        return self.fields[label]


def read(text):
    """The group and its collections, which hold their rows; and the header as one text."""
    header, group, collections, block = [], None, [], None
    for line in text.splitlines():
        if GROUP.fullmatch(line) and not group:
            block = group = Block(line)
        elif COLLECTION.fullmatch(line):
            block = Block(line)
            collections.append(block)
        elif row := ROW.fullmatch(line):
            block = Block(tuple(int(number or 1) for number in row.groups()))
            collections[-1].rows.append(block)
        elif block is None:
            header.append(line.strip())
        elif line:
            block.add(line)
    return group, collections, " ".join(header)

//! What the TOML parser says, in plainer words.

/// The beginning of the parser's message, English, Chinese.
pub static SYNTAX: &[(&str, &str, &str)] = &[
    ("duplicate key", "a key or table given twice", "键或表重复出现"),
    ("invalid basic string, expected `\"`", "the closing \" is missing", "缺少结尾的 \""),
    ("invalid literal string, expected `'`", "the closing ' is missing", "缺少结尾的 '"),
    (
        "invalid basic string, expected non-double-quote",
        "a control character in a text",
        "文本中有控制字符",
    ),
    (
        "missing escaped value",
        "a backslash in a text begins an escape; write \\\\ or use single quotes",
        "文本中的反斜杠表示转义，请写成 \\\\ 或改用单引号",
    ),
    ("key with no value", "a key without value, `=` is missing", "键没有值，缺少 `=`"),
    ("missing value", "a value is missing after `=`", "`=` 后面没有值"),
    ("invalid key-value pair", "expected a key, `=` and a value", "此处应为“键 = 值”"),
    ("unquoted keys cannot be empty", "a key is missing before `=`", "`=` 前面没有键"),
    (
        "invalid unquoted key",
        "a key has letters, digits, - and _ only",
        "键只能有字母、数字、- 和 _",
    ),
    (
        "unexpected key or value",
        "more text after the value; a comment begins with #",
        "值后面还有内容；注释以 # 开头",
    ),
    ("unclosed table", "the ] of a table is missing", "表名缺少 ]"),
    ("unclosed array", "the ] of a list is missing", "列表缺少 ]"),
    ("unclosed inline table", "the } of a table is missing", "表缺少 }"),
    (
        "missing comma between array elements",
        "a comma between items or the ] of a list is missing",
        "列表缺少逗号或 ]",
    ),
    ("extra comma in array", "two commas in a row in a list", "列表中有多余的逗号"),
    ("carriage return must be followed", "a lone carriage return", "有单独的回车符"),
    ("cannot recurse further", "lists or tables are nested too deep", "列表或表嵌套过深"),
    ("recursion limit", "lists or tables are nested too deep", "列表或表嵌套过深"),
];

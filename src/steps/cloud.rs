//! Step 1: cloud and source.

use super::{Choice, Field, Input, Step, both, choice};

pub(super) const STEP: Step = Step {
    id: "cloud",
    title: both("Cloud & source", "云与文档"),
    about: both(
        "Which Azure cloud, and which document to follow?",
        "群集在哪个 Azure 云？依据哪份文档？",
    ),
    fields: &[
        Field {
            key: "cluster.cloud",
            title: both("Cloud", "云"),
            input: Input::One { choices: CLOUDS },
        },
        Field {
            key: "source",
            title: both("Document", "文档"),
            input: Input::One { choices: SOURCES },
        },
        Field {
            key: "reading",
            title: both("Reading", "解读方式"),
            input: Input::One { choices: READINGS },
        },
        Field {
            key: "edition",
            title: both("Edition", "版本日期"),
            input: Input::Line {
                note: both(
                    "the rules as the article listed them on this day",
                    "按文章在这一天列出的规则",
                ),
            },
        },
    ],
};

const CLOUDS: &[Choice] = &[
    choice("global", both("Azure Global", "Azure 全球"), both("the public cloud", "公有云")),
    choice(
        "china",
        both("Azure in China", "Azure 中国"),
        both("operated by 21Vianet", "由世纪互联运营"),
    ),
    choice(
        "usgov",
        both("Azure US Government", "Azure 美国政府云"),
        both("US Gov and DoD regions", "US Gov 与 DoD 区域"),
    ),
];

const SOURCES: &[Choice] = &[
    choice(
        "learn",
        both("Microsoft Learn", "Microsoft Learn"),
        both("the article, all clouds, with its history", "英文原文，覆盖三个云，含历史版本"),
    ),
    choice(
        "azure-cn-zh",
        both("Azure China, Chinese copy", "Azure 中国文档（中文版）"),
        both("as printed there; older, and no US Gov", "按该站原样；较旧，没有美国政府云"),
    ),
];

const READINGS: &[Choice] = &[
    choice(
        "recommended",
        both("Recommended", "推荐"),
        both("known mistakes and retirements are put right", "修正已知错误，去掉已停用的主机"),
    ),
    choice(
        "printed",
        both("As printed", "按原文"),
        both("the document at its word; readings are only shown", "完全按原文，解读只作提示"),
    ),
];

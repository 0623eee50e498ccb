//! What each verdict is called, in Chinese.

use crate::words::explain::VerdictWords;

pub(super) static VERDICTS: &[VerdictWords] = &[
    VerdictWords {
        name: "platform",
        heading: "平台地址：不得经过防火墙和代理",
        why: "",
        advice: "",
    },
    VerdictWords {
        name: "no-sni",
        heading: "TLS 未带主机名（SNI）",
        why: "TLS 握手没有给出主机名，任何应用程序规则都无法匹配。在 AKS 中，通常是 Pod 用 IP 地址访问 API 服务器。",
        advice: "两种办法：添加到 API 服务器 IP 的 TCP 443 网络规则；或给 Pod 加上 kubernetes.azure.com/set-kube-service-host-fqdn 注释，改为按名称访问。专用群集不适用：这类流量本不应到达防火墙。",
    },
    VerdictWords {
        name: "dns-failure",
        heading: "域名解析失败",
        why: "名称没有解析成功。这是 DNS 问题，不是缺少规则。",
        advice: "请检查防火墙和虚拟网络所用的 DNS 服务器：能否应答，是否把未知名称转发到 Azure DNS。",
    },
    VerdictWords {
        name: "threat-intelligence",
        heading: "被威胁情报拦截",
        why: "威胁情报先于所有规则生效，添加允许规则没有用。",
        advice: "如确认目标安全，请在防火墙策略的“威胁情报”中加入允许列表，或把模式改为仅告警。",
    },
    VerdictWords {
        name: "intrusion",
        heading: "被入侵检测（IDPS）拦截",
        why: "流量命中了签名，添加允许规则没有用。",
        advice: "如确认流量安全，请在防火墙策略的 IDPS 中把该签名改为仅告警或关闭，或为目标添加绕过规则。",
    },
    VerdictWords { name: "failure-code", heading: "失败的步骤", why: "", advice: "" },
    VerdictWords {
        name: "unknown-code",
        heading: "未知的退出代码",
        why: "此处没有该代码的资料。",
        advice: "请查看前后的报错信息，其中往往有主机名。",
    },
    VerdictWords { name: "required", heading: "必需", why: "", advice: "" },
    VerdictWords {
        name: "other-port",
        heading: "主机在规则中，但端口或协议不同",
        why: "",
        advice: "请检查防火墙规则的端口和协议是否正确，以及是谁在用这个端口访问。",
    },
    VerdictWords { name: "needed-if", heading: "仅在特定条件下需要", why: "", advice: "" },
    VerdictWords {
        name: "recommended", heading: "建议放行，并非必需", why: "", advice: ""
    },
    VerdictWords {
        name: "by-port",
        heading: "可能需要（仅知道端口）",
        why: "",
        advice: "请查明该地址属于谁：与 API 服务器的地址比较，在 DNS 日志中查找其名称，或使用 --service-tags。",
    },
    VerdictWords {
        name: "other-address",
        heading: "端口与规则相同，但地址不同",
        why: "",
        advice: "请查明该地址属于谁；如果确属本群集，请更正配置。",
    },
    VerdictWords {
        name: "azure-files",
        heading: "Azure 文件存储",
        why: "Azure 文件存储使用的 SMB；仅在卷使用文件共享时出现。",
        advice: "如果群集装载文件共享，请放行到存储帐户的 TCP 445，或改用专用终结点。",
    },
    VerdictWords {
        name: "windows-activation",
        heading: "Windows 激活",
        why: "密钥管理服务，用于激活 Windows 节点。文章没有提到它。",
        advice: "如果群集有 Windows 节点，请放行到 Azure 激活服务的 TCP 1688。",
    },
    VerdictWords {
        name: "quic",
        heading: "QUIC",
        why: "QUIC 是基于 UDP 的 HTTP；AKS 不需要，程序会退回 TCP。",
        advice: "保持拒绝即可。",
    },
    VerdictWords {
        name: "private-dns",
        heading: "专用 API 服务器：属于 DNS 问题",
        why: "这是专用群集 API 服务器的名称，对应专用地址，由专用 DNS 区域解析。",
        advice: "到互联网的规则没有用。请把专用 DNS 区域链接到负责解析的虚拟网络，并保证到专用终结点的路由。",
    },
    VerdictWords {
        name: "observed",
        heading: "无害：节点会访问，但不要求放行",
        why: "文章在正文中提到它，但不要求放行。",
        advice: "无需处理；如果不想在日志里看到它，可以放行。",
    },
    VerdictWords {
        name: "undocumented", heading: "有人遇到过，但文章未列出", why: "", advice: ""
    },
    VerdictWords {
        name: "not-needed",
        heading: "本群集不需要",
        why: "",
        advice: "保持拒绝即可。如果反复出现，请核对配置中的回答。",
    },
    VerdictWords {
        name: "newer",
        heading: "晚于配置所用的版本",
        why: "",
        advice: "群集现在就要访问时请先放行，再比较两个版本，并把配置升级到最新版。",
    },
    VerdictWords {
        name: "other-region",
        heading: "属于其他区域",
        why: "",
        advice: "请核对是哪个群集发起的访问，以及配置中的区域。",
    },
    VerdictWords {
        name: "other-cluster",
        heading: "属于其他群集",
        why: "",
        advice: "请核对由谁发起访问，以及配置中的 API 服务器名称。",
    },
    VerdictWords {
        name: "retired",
        heading: "已停用",
        why: "",
        advice: "不要放行。仍在访问它的组件已过时：节点镜像、加载项或清单。",
    },
    VerdictWords {
        name: "other-cloud",
        heading: "属于其他云",
        why: "",
        advice: "请核对是哪个群集发起的访问；可能用到了其他云的镜像或设置。",
    },
    VerdictWords {
        name: "other-source",
        heading: "只见于另一份文档",
        why: "",
        advice: "除非您遵循那份文档，否则保持拒绝。",
    },
    VerdictWords {
        name: "near-miss",
        heading: "不是 AKS 的要求，但与其相近",
        why: "",
        advice: "请核对是谁在访问这个不带前缀的名称：多半是手工测试，或是写规则时漏了星号。",
    },
    VerdictWords {
        name: "private-address",
        heading: "专用地址",
        why: "与到互联网的规则无关。443 端口上通常是专用终结点：专用群集的 API 服务器、镜像仓库或 Key Vault。",
        advice: "请在专用 DNS 区域中查明它属于谁。专用终结点最好经对等互连访问，不经过防火墙；如必须经过，请自行添加到该地址的 TCP 443 网络规则。",
    },
    VerdictWords {
        name: "not-aks",
        heading: "不是 AKS 的要求",
        why: "没有任何文档为 AKS 列出它，很可能是工作负载自己的流量。",
        advice: "由其负责人决定。",
    },
    VerdictWords {
        name: "tls",
        heading: "TLS 在途中被中断",
        why: "连接在 TLS 握手时被切断或改动：可能是按 SNI 过滤，也可能是 TLS 检查的证书不受信任。",
        advice: "请对该目标关闭 TLS 检查，并查看是否有按名称的过滤拒绝了它。",
    },
    VerdictWords {
        name: "timeout",
        heading: "超时无应答",
        why: "数据包被静默丢弃时就是这种现象。",
        advice: "请在防火墙日志中查找相同时间和目标，再检查路由和网络安全组。",
    },
    VerdictWords {
        name: "refused",
        heading: "连接被拒绝",
        why: "对方有应答并拒绝了连接，静默丢弃的防火墙不会这样；通常会自行恢复。",
        advice: "请重试；再检查该服务，若是 API 服务器，请检查其授权 IP 范围。",
    },
    VerdictWords {
        name: "proxy-login",
        heading: "代理要求登录",
        why: "代理要求登录，而节点无法提供。这不是规则的拒绝。",
        advice: "请让节点免登录通过代理。",
    },
    VerdictWords {
        name: "category",
        heading: "被类别筛选拦截",
        why: "被拒绝的是网站类别，而不是这个主机名。",
        advice: "请在筛选之前按名称放行该主机，或在筛选中豁免。",
    },
    VerdictWords {
        name: "deny-rule",
        heading: "被拒绝规则拦截",
        why: "有一条规则禁止了它。",
        advice: "允许规则必须先于该拒绝规则生效才有用。",
    },
];

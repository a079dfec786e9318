/** The style sheet of the report: screen and A4 paper. Inline, since the page must stand alone. */
export const style = `
:root{--ink:#1b2733;--soft:#5b6875;--faint:#8a96a1;--line:#e2e6e9;--paper:#f4f3ef;--card:#fff;--river:#1d5c75;--river-soft:#dbe9ee;--before:#b9c3cb;--good:#1c7a56;--good-soft:#e5f3ec;--bad:#b3321f;--bad-soft:#fbeae6;--warn:#98620a;--warn-soft:#fbf2df}
*{box-sizing:border-box}
:lang(en) body{font-family:-apple-system,"Segoe UI","Helvetica Neue",Roboto,"Liberation Sans",Arial,"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
section>h3:first-child{margin-top:0}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.62 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans SC",system-ui,-apple-system,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:940px;margin:0 auto;padding:40px 24px 64px}
header.top{display:flex;justify-content:space-between;align-items:baseline;gap:24px;color:var(--soft);font-size:13px;margin-bottom:6px}
header.top .mark{color:var(--river);font-weight:700;letter-spacing:.02em}
h1{font-size:32px;line-height:1.25;margin:0 0 4px;font-weight:700;letter-spacing:-.01em;overflow-wrap:anywhere}
p.under{margin:0 0 24px;color:var(--soft)}
h2{font-size:19px;margin:0 0 2px;font-weight:700}
h2 .n{color:var(--faint);font-weight:400;margin-right:10px}
h3{font-size:14px;margin:22px 0 8px;font-weight:700}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:24px 28px;margin-top:18px}
p.lead{margin:0 0 14px;color:var(--soft);font-size:13.5px}
p{margin:0 0 8px}
.verdict{border:0;color:#fff;padding:28px 30px 26px;border-radius:12px}
.verdict.yes{background:#17694b}
.verdict.no{background:#9c2b1b}
.verdict .word{display:flex;align-items:center;flex-wrap:wrap;gap:8px 16px;margin-bottom:8px}
.verdict svg.sign{width:38px;height:38px;flex:none}
.verdict strong{font-size:30px;line-height:1.2}
.verdict .label{border:1px solid rgba(255,255,255,.6);border-radius:99px;padding:3px 14px;font-size:13.5px;font-weight:600}
.verdict p{margin:0;font-size:15.5px;max-width:64ch}
.key{display:flex;flex-wrap:wrap;gap:1px;margin-top:22px;background:rgba(255,255,255,.24);border-radius:8px;overflow:hidden}
.key div{flex:1 1 128px;padding:12px 16px 11px}
.verdict.yes .key div{background:#125a3f}
.verdict.no .key div{background:#882313}
.key b{display:block;font-size:25px;line-height:1.2;font-weight:700}
.key span{display:block;font-size:12.5px;opacity:.95}
.key i{display:block;font-style:normal;font-size:12px;opacity:.78}
.notes{list-style:none;margin:8px 0 0;padding:0}
.notes li{padding:10px 14px;border-left:4px solid;border-radius:0 6px 6px 0;margin-top:8px;break-inside:avoid}
.notes .what{font-weight:600}
.notes .do{display:block;color:var(--soft);font-size:13.5px}
.notes .do::before{content:"→ "}
.notes.bad li{border-color:var(--bad);background:var(--bad-soft)}
.notes.warn li{border-color:#d99a28;background:var(--warn-soft)}
.notes.ok li{border-color:#8fb8a6;background:var(--good-soft)}
pre,code{font-family:"SFMono-Regular",Consolas,"Liberation Mono","Noto Sans Mono CJK SC",monospace;font-size:12.5px}
pre{margin:6px 0 0;padding:10px 14px;background:#f3f5f6;border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 22px;margin:8px 0 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
dl.two{grid-template-columns:max-content 1fr max-content 1fr}
dl.two dd.wide{grid-column:2/-1}
.hash{font-family:"SFMono-Regular",Consolas,"Liberation Mono",monospace;font-size:11.5px;color:var(--soft);overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:13.5px}
th{font-weight:600;color:var(--soft);text-align:left;font-size:12.5px;border-bottom:1.5px solid var(--ink);padding:6px 12px 6px 0;vertical-align:bottom}
td{padding:8px 12px 8px 0;border-bottom:1px solid var(--line);vertical-align:top}
tr{break-inside:avoid}
thead{display:table-header-group}
td.name{font-weight:600;overflow-wrap:anywhere}
td.num,th.num{text-align:right}
td.num{white-space:nowrap}
td.soft,.soft{color:var(--soft)}
.tag{display:inline-block;border-radius:4px;padding:0 7px;font-size:12px;line-height:1.65;white-space:nowrap;background:#eef1f3;color:#3e4b57}
.tag.direct,.tag.linking{background:var(--bad-soft);color:#8d2717}
.tag.quasi{background:var(--river-soft);color:#174a5e}
.tag.sensitive,.tag.text{background:var(--warn-soft);color:#7a4e06}
.grade{white-space:nowrap;color:var(--ink)}
.grade i{display:inline-block;width:7px;height:12px;border-radius:1.5px;background:#dfe4e8;margin-right:2px;vertical-align:-1px}
.grade i.on{background:#7d8a95}
.grade.g3 i.on{background:#d08a1c}
.grade.g4 i.on{background:#b3321f}
.grade em{font-style:normal;color:var(--faint);margin:0 5px}
.off{color:var(--faint)}
figure{margin:10px 0 0}
figure svg{display:block;width:100%;height:auto}
svg text{font-family:inherit;fill:var(--ink);font-size:13px}
svg .s{fill:var(--soft)}
svg .f{fill:var(--soft);font-size:11.5px}
svg .b{font-weight:600}
.pair{display:flex;gap:24px;flex-wrap:wrap}
.pair figure{flex:1 1 340px}
.keyline{display:flex;gap:20px;font-size:12.5px;color:var(--soft);margin:0 0 2px}
.keyline span::before{content:"";display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:7px;vertical-align:-1px;background:var(--river)}
.keyline span.was::before{background:var(--before)}
.keyline span.drop::before{background:#d08a1c}
.keyline span.aside::before{background:#8a96a1}
.keyline b{color:var(--ink)}
p.keyline{margin:6px 0 12px;font-size:14px;flex-wrap:wrap}
.verified{color:var(--good);font-weight:600}
.broken{color:var(--bad);font-weight:600}
.legend{font-size:13px;color:var(--soft);padding-left:18px;margin:6px 0 0}
.legend li{margin-bottom:3px}
footer{color:var(--faint);font-size:12px;margin-top:22px;text-align:center}
@media(max-width:640px){main{padding:22px 12px 40px}section{padding:18px 16px}dl,dl.two{grid-template-columns:1fr}dt{margin-top:6px}.wide{overflow-x:auto}}
@page{size:A4;margin:14mm 13mm 15mm}
@media print{body{background:#fff;font-size:10.5pt;line-height:1.5}main{max-width:none;padding:0}section{border:0;border-top:1px solid var(--line);border-radius:0;padding:14px 0 0;margin-top:16px}.verdict{border-radius:8px;padding:20px 22px;margin-top:10px;break-inside:avoid}.key b{font-size:20px}h1{font-size:24pt}h2,h3,p.lead,.keyline{break-after:avoid}figure,dl,.notes li{break-inside:avoid}table{font-size:9.5pt}td{padding:5px 10px 5px 0}}
`;

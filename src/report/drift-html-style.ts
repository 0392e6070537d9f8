/** The style of the report: two columns of colours, for light and dark; nothing is fetched. */
export const DRIFT_STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#dde2e9;--paper:#fff;--wash:#f5f7fa;--good:#1a7f4b;--bad:#c0362c;--warn:#9a6200;--info:#3b5b8c;--accent:#2f5fd0}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b6;--line:#2c3644;--paper:#11161d;--wash:#19202a;--good:#54c78b;--bad:#ff8478;--warn:#e5b25d;--info:#8fb2ea;--accent:#86aaff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1040px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:26px;line-height:1.25;margin:0 0 4px;letter-spacing:-.01em}
h2{font-size:18px;margin:40px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--line)}
h3{font-size:15px;margin:0;overflow-wrap:anywhere}
p{margin:0 0 8px}
.soft{color:var(--soft)}
.status{display:flex;gap:14px;align-items:flex-start;border-left:6px solid var(--info);background:var(--wash);padding:18px 20px;border-radius:6px}
.status.none{border-color:var(--good)}.status.drift{border-color:var(--bad)}.status.unknown{border-color:var(--warn)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:16px 0 0;padding:0;list-style:none}
.tiles li{background:var(--wash);border-radius:6px;padding:12px 14px}
.tiles b{display:block;font-size:20px;line-height:1.3;overflow-wrap:anywhere}
.finding{border:1px solid var(--line);border-left-width:4px;border-radius:6px;padding:12px 16px;margin:0 0 10px}
.finding.critical,.finding.high{border-left-color:var(--bad)}.finding.low,.finding.unknown{border-left-color:var(--warn)}.finding.info{border-left-color:var(--info)}
.finding header{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:baseline}
.tag{font-size:12px;font-weight:600;padding:1px 8px;border-radius:999px;border:1px solid currentColor;white-space:nowrap}
.critical>.tag,.critical .tag,.high .tag,.open .tag,.outage .tag{color:var(--bad)}.low .tag,.unknown .tag,.unread .tag,.not-applicable .tag{color:var(--warn)}.info .tag{color:var(--info)}.locked .tag,.good .tag{color:var(--good)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 12px;margin:8px 0 0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
code{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--soft);font-size:13px}
.key{border:1px solid var(--line);border-radius:6px;padding:14px 16px;margin:0 0 12px}
.meter{height:6px;background:var(--line);border-radius:3px;margin:6px 0 2px;max-width:280px}
.meter i{display:block;height:6px;border-radius:3px;background:var(--accent)}
svg{display:block;width:100%;min-width:600px;height:auto}
td code{white-space:nowrap}
svg text{fill:var(--ink);font-size:12px}svg .axis{fill:var(--soft);font-size:11px}
svg .grid{stroke:var(--line)}svg .now{stroke:var(--accent);stroke-dasharray:3 3}
svg .active{fill:var(--good)}svg .retiring{fill:var(--warn)}svg .retired{fill:var(--soft)}svg .revoked{fill:var(--bad)}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:6px 0 0;padding:0;list-style:none;font-size:13px;color:var(--soft)}
.legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px}
.legend .active{background:var(--good)}.legend .retiring{background:var(--warn)}.legend .retired{background:var(--soft)}.legend .revoked{background:var(--bad)}
summary{cursor:pointer;color:var(--soft)}
footer{margin-top:40px;color:var(--soft);font-size:13px}
@media (max-width:560px){main{padding:20px 14px 48px}h1{font-size:21px}dl{grid-template-columns:minmax(0,1fr)}dt{margin-top:4px}}
@media print{.finding,.key{break-inside:avoid}main{max-width:none;padding:0}}
`;

/**
 * The style of the report, with colors for light and dark mode. Nothing is fetched. A severity sets --tone, the color
 * of its tag and border.
 */
export const DRIFT_STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#56616f;--line:#dde2e9;--paper:#fff;--wash:#f5f7fa;--good:#17703f;--critical:#b3171f;--high:#b04a00;--low:#7a5b00;--unknown:#6a45b8;--info:#2a5ca8;--accent:#2f5fd0;--gone:#fdecec;--gone-mark:#f7b3b3;--came:#e7f6ec;--came-mark:#9fdcb4}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b6;--line:#2c3644;--paper:#11161d;--wash:#19202a;--good:#54c78b;--critical:#ff8379;--high:#ffab66;--low:#e6cb52;--unknown:#c2aaff;--info:#8fb8f5;--accent:#86aaff;--gone:#3a1c20;--gone-mark:#8c2f35;--came:#15301f;--came-mark:#226b3c}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1040px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:26px;line-height:1.25;margin:0 0 4px;letter-spacing:-.01em}
h2{font-size:18px;margin:40px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--line)}
h3{font-size:15px;margin:0;overflow-wrap:anywhere}
p{margin:0 0 8px}
time{white-space:nowrap;text-decoration:underline dotted var(--soft);text-underline-offset:3px}
.soft{color:var(--soft)}
.critical,.allowed{--tone:var(--critical)}.high,.wider{--tone:var(--high)}.low{--tone:var(--low)}.info{--tone:var(--info)}
.unknown,.unread,.not-applicable{--tone:var(--unknown)}.open,.outage{--tone:var(--critical)}.locked,.good{--tone:var(--good)}
.status{--tone:var(--unknown);display:flex;gap:14px;align-items:flex-start;border-left:6px solid var(--tone);background:var(--wash);padding:18px 20px;border-radius:6px}
.status.none{--tone:var(--good)}.status.drift{--tone:var(--critical)}
.mark{flex:none;width:32px;height:32px;border-radius:50%;background:var(--tone);color:var(--paper);font-weight:700;line-height:32px;text-align:center}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;margin:16px 0 0;padding:0;list-style:none}
.tiles li{background:var(--wash);border-radius:6px;padding:12px 14px}
.tiles b{display:block;font-size:20px;line-height:1.3;overflow-wrap:anywhere}
.severities{display:flex;flex-wrap:wrap;gap:6px 20px;margin:0 0 14px;padding:0;list-style:none;font-size:13px;color:var(--soft)}
.finding{border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:6px;padding:12px 16px;margin:0 0 10px}
.finding header{display:flex;gap:4px 10px;align-items:baseline}
.tag{flex:none;font-size:12px;font-weight:600;padding:1px 8px;border-radius:999px;border:1px solid currentColor;white-space:nowrap;color:var(--tone)}
.critical>.tag,.critical header .tag,.outage h3 .tag,.open h3 .tag{background:var(--tone);border-color:var(--tone);color:var(--paper)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 12px;margin:8px 0 0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
code,.difference{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.difference{margin:10px 0 0;border:1px solid var(--line);border-radius:6px;overflow:hidden}
.difference p{display:flex;gap:20px;margin:0;padding:5px 10px;border-bottom:1px solid var(--line);background:var(--wash)}
.difference p .expected{color:var(--critical)}.difference p .found{color:var(--good)}
.difference [role=group]>*{display:flex;gap:8px;padding:0 10px;text-decoration:none;white-space:pre-wrap}
.difference i{flex:none;width:1ch;font-style:normal;color:var(--soft);user-select:none}
.difference del{background:var(--gone)}.difference ins{background:var(--came)}
.difference mark{color:inherit;border-radius:2px;text-decoration:underline}.difference del mark{background:var(--gone-mark)}.difference ins mark{background:var(--came-mark)}
.wide{overflow-x:auto}
.scrolls{display:none}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--soft);font-size:13px}
td{overflow-wrap:anywhere}
td code{display:inline-block;min-width:16ch}
.pcr{white-space:nowrap}.pcr code{min-width:0}
.key{border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:6px;padding:14px 16px;margin:0 0 12px}
.meter{height:6px;background:var(--line);border-radius:3px;margin:6px 0 2px;max-width:280px}
.meter i{display:block;height:6px;border-radius:3px;background:var(--accent)}
svg{display:block;width:100%;min-width:640px;height:auto}
svg text{fill:var(--ink);font-size:12px}svg .axis{fill:var(--soft);font-size:11px}
svg .grid{stroke:var(--line)}svg .now{stroke:var(--accent);stroke-dasharray:3 3}
svg .active{fill:var(--good)}svg .retiring{fill:var(--high)}svg .retired{fill:var(--soft)}svg .revoked{fill:var(--critical)}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:6px 0 0;padding:0;list-style:none;font-size:13px;color:var(--soft)}
.legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px}
.legend .active{background:var(--good)}.legend .retiring{background:var(--high)}.legend .retired{background:var(--soft)}.legend .revoked{background:var(--critical)}
.legend .now{width:0;border-radius:0;border-left:2px dashed var(--accent)}
summary{cursor:pointer;color:var(--soft);margin:8px 0}
footer{margin-top:40px;color:var(--soft);font-size:13px;overflow-wrap:anywhere}
@media (max-width:680px){
main{padding:20px 14px 48px}h1{font-size:21px}.finding header{flex-wrap:wrap}
.scrolls{display:block;color:var(--soft);font-size:13px}
.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards,.cards tbody{display:block}.cards tr{display:block;border:1px solid var(--line);border-radius:6px;padding:6px 12px;margin:0 0 8px}
.cards td{display:grid;grid-template-columns:88px minmax(0,1fr);gap:10px;border:0;padding:3px 0}
.cards td::before{content:attr(data-label);color:var(--soft);font-size:13px}
}
@media print{.finding,.key,tr{break-inside:avoid}main{max-width:none;padding:0}}
`;

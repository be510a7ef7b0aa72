import { CHART_STYLE } from '../report/progressChart';

/**
 * The one style of all pages. Both themes keep text at a contrast of 4.5 and more; whatever can be pressed is at least 44 pixels high.
 * Exported so that the Content-Security-Policy can name its hash.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--page:#f4f5f8;--card:#fff;--ink:#1b2130;--soft:#545d70;--line:#d9dde6;--field:#767f92;
--accent:#1d56c9;--on-accent:#fff;--tint:#eaf0fd;--good:#0a6337;--good-tint:#e6f4ec;--bad:#a41f2b;--bad-tint:#fbeaec;
--warn:#7a4b00;--warn-tint:#fdf1dc;--shadow:0 1px 2px rgb(20 28 46/.06),0 6px 20px rgb(20 28 46/.06)}
@media(prefers-color-scheme:dark){:root{--page:#10131a;--card:#191e28;--ink:#e9ecf2;--soft:#aab3c4;--line:#2f3746;--field:#8791a5;
--accent:#8bb4ff;--on-accent:#0d1420;--tint:#1d2940;--good:#7bd6a2;--good-tint:#15301f;--bad:#ff9aa2;--bad-tint:#3a1a1e;
--warn:#f3c377;--warn-tint:#35270f;--shadow:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.65 system-ui,-apple-system,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","Yu Gothic UI",Meiryo,sans-serif;
overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
.wide{max-width:46rem;margin:0 auto;padding:0 1rem}
.top{padding-block:1.5rem .5rem}.top h1{font-size:1.5rem;line-height:1.35;margin:.1rem 0 .25rem;letter-spacing:-.01em}
.brand{margin:0;font-size:.8125rem;font-weight:700;letter-spacing:.08em;text-transform:uppercase;color:var(--accent)}
h2{font-size:1.125rem;line-height:1.45;margin:2rem 0 .75rem}h2 .count{color:var(--soft);font-weight:400}
h3{font-size:1.125rem;line-height:1.5;margin:.5rem 0}h4{font-size:.875rem;margin:1.25rem 0 .375rem;color:var(--soft)}
p{margin:.5rem 0}.soft{color:var(--soft);font-size:.875rem}
.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{display:block;background:var(--card);padding:.75rem 1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;box-shadow:var(--shadow);padding:1.25rem;margin:0 0 1rem}
.tags{display:flex;flex-wrap:wrap;gap:.375rem;margin:0;padding:0;list-style:none}
summary .tag,.mark{flex:none;white-space:nowrap}
.tag{font-size:.8125rem;line-height:1.5;font-weight:600;padding:.125rem .625rem;border-radius:1rem;background:var(--tint);color:var(--ink)}
.tag.bad{background:var(--bad-tint);color:var(--bad)}.tag.warn{background:var(--warn-tint);color:var(--warn)}.tag.good{background:var(--good-tint);color:var(--good)}
.due{display:flex;flex-wrap:wrap;gap:.125rem .75rem;align-items:baseline;margin:.5rem 0 0}.due strong{color:var(--warn)}
ul.plain{margin:0;padding:0 0 0 1.1rem}ul.plain li{margin:.2rem 0}
fieldset{border:0;margin:1.25rem 0 0;padding:0;min-width:0}legend{padding:0;font-size:.875rem;font-weight:700;color:var(--soft);margin-bottom:.5rem}
.choice{border:1px solid var(--field);border-radius:.75rem;margin:0 0 .625rem;background:var(--card)}
.choice label.pick{display:flex;gap:.75rem;padding:.75rem .875rem;min-height:3.25rem;cursor:pointer;border-radius:.75rem}
.choice input[type=radio]{appearance:none;flex:none;width:1.375rem;height:1.375rem;margin:.125rem 0 0;border:2px solid var(--field);border-radius:50%;background:var(--card)}
.choice input[type=radio]:checked{border:.4375rem solid var(--accent)}
.choice:has(input:checked){border-color:var(--accent);box-shadow:0 0 0 1px var(--accent);background:var(--tint)}
.choice:focus-within{outline:3px solid var(--accent);outline-offset:2px}.choice input[type=radio]:focus{outline:none}
.name{display:block;font-weight:600}.effects{display:flex;flex-wrap:wrap;gap:.125rem 1rem;font-size:.875rem;color:var(--soft)}
.effects b{color:var(--ink);font-weight:600}.mark{display:inline-block;margin-left:.375rem;vertical-align:.05em}
.value{display:none;padding:0 .875rem .875rem 3rem}.choice:has(input:checked) .value{display:block}
@supports not selector(:has(*)){.value{display:block}}
.field{margin:1rem 0 0}.field>label,.value>label{display:block;font-size:.875rem;font-weight:600;margin-bottom:.25rem}
textarea,input[type=text]{font:inherit;width:100%;padding:.625rem .75rem;border:1px solid var(--field);border-radius:.625rem;color:var(--ink);background:var(--card);min-height:2.75rem}
textarea{min-height:4.5rem;resize:vertical}
button{font:inherit;font-weight:700;width:100%;min-height:3rem;margin-top:1rem;padding:.625rem 1.25rem;border:0;border-radius:.75rem;color:var(--on-accent);background:var(--accent);cursor:pointer}
button:hover{filter:brightness(1.08)}
button:focus-visible,textarea:focus-visible,input[type=text]:focus-visible,summary:focus-visible,a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
a{color:var(--accent)}
details{border-top:1px solid var(--line);margin-top:1rem}details.card{margin-top:0;border-top:1px solid var(--line);padding:0 1.25rem}
summary{display:flex;gap:.625rem;align-items:center;min-height:2.75rem;padding:.375rem 0;cursor:pointer;font-size:.9375rem;list-style:none}
summary::-webkit-details-marker{display:none}
summary::after{content:"";flex:none;width:.5rem;height:.5rem;margin:0 .25rem 0 auto;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(45deg)}
summary h3{margin:0;font-size:.9375rem;font-weight:500}
details[open]>summary::after{transform:rotate(225deg)}
details.card>summary{min-height:3.5rem}details.card>div{padding-bottom:1rem}
.log{list-style:none;margin:.25rem 0;padding:0;font-size:.875rem}.log li{padding:.375rem 0;border-top:1px solid var(--line)}.log li:first-child{border-top:0}
.log time{display:block;color:var(--soft)}
.said{border-left:.375rem solid var(--good);background:var(--good-tint)}.said.no{border-color:var(--warn);background:var(--warn-tint)}
.said p:first-child{font-weight:700;margin-top:0}.said p:last-child{margin-bottom:0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.75rem,1fr));gap:.75rem 1rem;margin:1rem 0 0}
.figures dt{font-size:.8125rem;color:var(--soft)}.figures dd{margin:0;font-weight:700;font-size:1.0625rem;font-variant-numeric:tabular-nums}
.figures dd small{display:block;font-weight:400;font-size:.8125rem;color:var(--soft)}
.bar{height:.625rem;border-radius:1rem;background:var(--line);overflow:hidden;margin:.75rem 0 0}.bar svg{display:block;width:100%;height:100%}.bar rect{fill:var(--accent)}
figure{margin:1.25rem 0 0}figcaption{font-size:.875rem;color:var(--soft)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:.375rem .5rem;border-top:1px solid var(--line);white-space:nowrap}th:first-child{text-align:left}thead th{border-top:0;color:var(--soft);font-weight:600}
code{font:.875em ui-monospace,Menlo,Consolas,monospace}
footer{padding-block:1rem 2.5rem}
${CHART_STYLE}
@media(prefers-reduced-motion:no-preference){button,.choice{transition:background-color .15s,border-color .15s}}
@media(min-width:40rem){.card{padding:1.5rem}details.card{padding:0 1.5rem}button{width:auto;min-width:14rem}}
@media(forced-colors:active){.choice input[type=radio]{appearance:auto}}
`;

import type { Shot } from "./visit.ts";

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function card({ path, file, faults }: Shot): string {
  const picture = (width: 360 | 1280) =>
    `<a href="${file}-${width}.png"><img loading="lazy" src="${file}-${width}.png" alt="${escaped(path)}, ${width} px"></a>`;
  const warning = faults.length === 0 ? "" : `<p class="fault">${escaped(faults.join("; "))}</p>`;
  return `<figure><figcaption>${escaped(path)}</figcaption>${warning}<div>${picture(360)}${picture(1280)}</div></figure>`;
}

/** One page with every picture, person by person, the faulty screens named first. */
export function contactSheet(shots: readonly Shot[], people: ReadonlyMap<string, string>): string {
  const names = [...new Set(shots.map((shot) => shot.who))];
  const faulty = shots.filter((shot) => shot.faults.length > 0);
  const sections = names.map((who) => {
    const cards = shots.filter((shot) => shot.who === who).map(card);
    return `<section id="${who}"><h2>${who} <small>${escaped(people.get(who) ?? "")}</small></h2>${cards.join("")}</section>`;
  });
  return `<!doctype html><html lang="id"><meta charset="utf-8"><title>Layar Lumbung</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; background: #f4f2e9; color: #1b231d }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1rem; position: sticky; top: 0; background: #f4f2e9; padding: .5rem 0 }
small { font-weight: 400; color: #636b63 } figure { display: inline-block; vertical-align: top; margin: 0 1rem 1.5rem 0 }
figure div { display: flex; gap: .5rem; align-items: flex-start } img { display: block; height: 26rem; border: 1px solid #d3cdbb }
figcaption { font-size: .875rem } .fault { color: #8f2415; font-weight: 700; margin: 0 }
</style>
<h1>Layar Lumbung</h1><p>${shots.length} layar, ${faulty.length} bermasalah</p>${faulty.map(card).join("")}
<nav>${names.map((who) => `<a href="#${who}">${who}</a>`).join("")}</nav>${sections.join("")}</html>
`;
}

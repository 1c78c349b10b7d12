import fs from "node:fs";
import { expect, test } from "vitest";
import type { Hearing } from "#app/modules/notifications/hearing.ts";
import { news, noticeKinds } from "#app/modules/notifications/notice.ts";
import { taskKinds } from "#app/modules/notifications/task.ts";
import { catalogue } from "#jobs/catalogue.ts";

type Event = { readonly name: string };

const files = import.meta.glob<Record<string, Event>>("../../app/**/*.events.ts", { eager: true });
const events = Object.values(files).flatMap((file) => Object.values(file).map((event) => event.name));
const hearings: readonly (readonly [string, Hearing])[] = Object.entries(news);

/** Tasks that wait because of the clock or of a state, and not because of one piece of news. */
const OF_THEMSELVES = [
  "week.order",
  "order.submit",
  "listing.renew",
  "day.list",
  "licence.renew",
  "paper.bring",
  "cooperative.decide",
  "cooperative.divide",
  "turnover.watch",
  "radar.glut",
  "radar.floor",
  "producer.answer",
  "consignment.answer",
  "contract.sign",
  "contract.renew",
  "contract.end",
  "levy.confirm",
  "tax.remit",
  "tax.confirm",
  "payment.silent",
  "store.tell",
  "invoice.late",
  "invoice.chase",
  "terms.answer",
  "framework.answer",
  "closing.agree",
  "bank.match",
  "weighing.compare",
  "job.mend",
];

test("every event is told, or silent for a reason, and nothing else is", () => {
  expect(events.length).toBeGreaterThan(40);
  expect(Object.keys(news).sort()).toEqual([...events].sort());
});

test("what is told is told by the worker, and what is silent is not", () => {
  const told = catalogue.reactions.filter((reaction) => reaction.name.startsWith("tell-"));
  expect(told.map((reaction) => reaction.event).sort()).toEqual([...noticeKinds].sort());
});

test("every task waits because of some news, or of itself", () => {
  const named = new Set([...hearings.flatMap(([, hearing]) => hearing.tasks ?? []), ...OF_THEMSELVES]);
  expect([...named].sort()).toEqual([...taskKinds].sort());
});

/** The table as docs/news.md shows it. */
function table(): string {
  const rows = hearings.map(([name, hearing]) => {
    const who = "told" in hearing ? hearing.told : `nobody: ${hearing.silent}`;
    const how = "told" in hearing ? "notice, e-mail, WhatsApp text" : "–";
    return `| \`${name}\` | ${who} | ${how} | ${hearing.tasks?.map((task) => `\`${task}\``).join(", ") ?? "–"} |`;
  });
  return ["| Event | Who hears it | How | Task |", "|---|---|---|---|", ...rows].join("\n");
}

test("docs/news.md shows the table as it is", () => {
  expect(fs.readFileSync("docs/news.md", "utf8")).toContain(table());
});

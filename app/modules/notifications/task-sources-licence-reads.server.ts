import { addDays, momentOf } from "#app/kernel/calendar.ts";
import { papersEndingBy } from "../catalogue/licence-reads.server.ts";
import { papersWantedSoon } from "../catalogue/needed-paper-reads.server.ts";
import type { SoonWanted } from "../catalogue/needed-papers.ts";
import type { Task } from "./task.ts";
import type { TaskSource } from "./task-source.server.ts";

/** A certificate takes about so long to be had anew. */
const LICENCE_AHEAD_DAYS = 14;

/** Papers that run out soon or have: from then on buyers do not see the goods that need them. */
export const licencesToRenew: TaskSource = async ({ organisationId, today, zone }, on) => {
  const ending = await papersEndingBy(organisationId, addDays(today, LICENCE_AHEAD_DAYS), on);
  return ending.map(
    ({ kind, expiresOn }): Task => ({
      kind: "licence.renew",
      subjectId: `${organisationId} ${kind}`,
      path: "organisasi",
      due: momentOf(expiresOn, "23:59", zone),
      params: { licence: kind, day: expiresOn },
    }),
  );
};

/** How many goods a task names. */
const NAMED_MAX = 3;

/** Papers without which a rule that begins soon will hide goods that buyers see today; one task for each paper and day. */
export const papersToBring: TaskSource = async ({ organisationId, today, zone }, on) => {
  const wanted = await papersWantedSoon(organisationId, today, on);
  const byPaper = new Map<string, [SoonWanted, ...SoonWanted[]]>();
  for (const one of wanted) {
    const key = `${one.paper} ${one.day}`;
    const before = byPaper.get(key);
    if (before) before.push(one);
    else byPaper.set(key, [one]);
  }
  return [...byPaper.values()].map((goods): Task => {
    const [first] = goods;
    const names = goods.slice(0, NAMED_MAX).map(({ commodityName }) => commodityName);
    const more = goods.length - names.length;
    return {
      kind: "paper.bring",
      subjectId: `${organisationId} ${first.paper} ${first.day}`,
      path: "organisasi",
      due: momentOf(addDays(first.day, -1), "23:59", zone),
      params: {
        paper: first.paper,
        day: first.day,
        goods: more > 0 ? `${names.join(", ")} +${more}` : names.join(", "),
      },
    };
  });
};

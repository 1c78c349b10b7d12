import type { TimeZone } from "#app/kernel/calendar.ts";
import { businessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Actor } from "#app/kernel/call.ts";
import { mayAgreeTo, mayKeepMembers, mayRefuse } from "#app/modules/cooperative/cooperative.policy.ts";
import { articlesOn } from "#app/modules/cooperative/member-reads.server.ts";
import { divideShu, fundAccounts, type ShuShare, spentFunds } from "#app/modules/cooperative/shu.ts";
import {
  distributionOf,
  fundBalances,
  lastOf,
  meetingOf,
  resultOfYear,
  ruleOf,
  sharesOf,
  shuBases,
} from "#app/modules/cooperative/shu-reads.server.ts";
import { planOf } from "#app/modules/ledger/chart.ts";

/** The year that is asked for, or the running one; and the one before, which a meeting is about. */
export function askedYear(url: string, at: Date, zone: TimeZone): number {
  const asked = Number(new URL(url).searchParams.get("tahun"));
  const current = Number(dayOf(at, zone).slice(0, 4));
  return Number.isInteger(asked) && asked >= 2020 && asked <= current ? asked : current;
}

/** Everything that the screen of a year's SHU shows: as it was decided, else as it would be divided now. */
export async function shuPage(
  organisationId: string,
  year: number,
  viewer: { readonly actor: Actor; readonly at: Date; readonly zone: TimeZone },
) {
  const [result, articles, bases, meeting, distribution, funds] = await Promise.all([
    resultOfYear(organisationId, year),
    articlesOn(organisationId, lastOf(year)),
    shuBases(organisationId, year),
    meetingOf(organisationId, year),
    distributionOf(organisationId, year),
    fundBalances(organisationId),
  ]);
  const shares: ShuShare[] = distribution
    ? await sharesOf(distribution.id)
    : articles !== null && result.rupiah > 0n
      ? divideShu(result.rupiah, ruleOf(articles), bases)
      : [];
  const mine = new Map<string, bigint>();
  for (const { memberId, amountRupiah } of shares)
    if (memberId !== null) mine.set(memberId, (mine.get(memberId) ?? 0n) + amountRupiah);
  const mayKeep = mayKeepMembers(viewer.actor);
  return {
    year,
    result,
    rule: articles === null ? null : ruleOf(articles),
    shares,
    members: bases.map((base) => ({ ...base, amountRupiah: mine.get(base.memberId) ?? 0n })),
    meeting,
    limit: businessDay(`${year + 1}-06-30`),
    distribution,
    funds: spentFunds
      .map((fund) => ({ fund, leftRupiah: funds.get(planOf(fundAccounts[fund]).code) ?? 0n }))
      .filter(({ leftRupiah }) => leftRupiah > 0n),
    mayKeep,
    mayPropose:
      mayKeep && distribution === null && result.isClosed && result.rupiah > 0n && meeting?.heldAt != null,
    mayAgree: distribution?.state === "proposed" && mayAgreeTo(viewer.actor, distribution.proposedBy),
    mayRefuse: mayRefuse(viewer.actor),
    today: dayOf(viewer.at, viewer.zone),
  };
}

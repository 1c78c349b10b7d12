import { eq } from "drizzle-orm";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { shuDistributions, shuShares } from "#db/schema/cooperative.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { mayAgreeTo, mayRefuse } from "./cooperative.policy.ts";
import { DecideDistribution, ProposeDistribution, RefuseDistribution } from "./cooperative.schema.ts";
import { articlesOn } from "./member-reads.server.ts";
import { koperasiOf, ownKoperasi, permitKeeper } from "./own-koperasi.server.ts";
import { shuEntry } from "./savings-postings.ts";
import { divideShu } from "./shu.ts";
import {
  distributionOf,
  heldDistribution,
  heldMeeting,
  lastOf,
  resultOfYear,
  ruleOf,
  sharesOf,
  shuBases,
} from "./shu-reads.server.ts";

/** Rows of one INSERT. */
const ROWS_AT_ONCE = 1_000;

/**
 * Proposes the division of a closed year's SHU as the meeting agreed: by the articles of its last day, among those who were members then.
 * Refuses before the meeting was held and before December is closed, a year that left nothing, and a second proposal while one
 * waits or stands. Always true afterwards: the shares add up to what the year left over. Nothing is booked yet.
 */
export const proposeDistribution = command({
  name: "cooperative.proposeDistribution",
  input: ProposeDistribution,
  isolation: "read committed",
  permit: permitKeeper,
  run: async (tx, call, { meetingId }) => {
    const { organisationId, personId } = await ownKoperasi(tx, call);
    const meeting = await heldMeeting(tx, organisationId, meetingId);
    if (!meeting) throw new Missing("cooperative.meetingMissing");
    if (meeting.heldAt === null) throw new RuleBroken("cooperative.meetingNotHeld");
    const { year } = meeting;
    if (await distributionOf(organisationId, year, tx)) throw new Conflict("cooperative.distributionWaits");
    const result = await resultOfYear(organisationId, year, tx);
    if (!result.isClosed) throw new RuleBroken("cooperative.yearNotClosed");
    if (result.rupiah <= 0n) throw new RuleBroken("cooperative.nothingToDivide");
    const articles = await articlesOn(organisationId, lastOf(year), tx);
    if (!articles) throw new RuleBroken("cooperative.noArticles");
    const shares = divideShu(result.rupiah, ruleOf(articles), await shuBases(organisationId, year, tx));
    const distributionId = newId("distribution");
    await tx.insert(shuDistributions).values({
      id: distributionId,
      organisationId,
      meetingId,
      year,
      articlesId: articles.id,
      amountRupiah: result.rupiah,
      state: "proposed",
      proposedBy: personId,
      proposedAt: call.at,
    });
    const rows = shares.map((one) => ({ distributionId, ...one }));
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
      await tx.insert(shuShares).values(rows.slice(at, at + ROWS_AT_ONCE));
    return { distributionId, year };
  },
});

/**
 * A second person agrees: SHU is booked today, the reserve stays and all else is owed. Refuses whoever proposed it, and what was decided
 * already. It stands for ever.
 */
export const decideDistribution = command({
  name: "cooperative.decideDistribution",
  input: DecideDistribution,
  isolation: "read committed",
  permit: async (tx, call, { distributionId }) => {
    const distribution = await heldDistribution(tx, koperasiOf(call), distributionId);
    if (!distribution) throw new Missing("cooperative.distributionMissing");
    if (!mayAgreeTo(call.actor, distribution.proposedBy)) throw new Forbidden("cooperative.secondPerson");
  },
  run: async (tx, call, { distributionId }) => {
    const { organisationId, personId, today } = await ownKoperasi(tx, call);
    const distribution = await heldDistribution(tx, organisationId, distributionId);
    invariant(distribution, "permitted above");
    if (distribution.state !== "proposed") throw new Conflict("cooperative.decided");
    await tx
      .update(shuDistributions)
      .set({ state: "decided", decidedBy: personId, decidedAt: call.at })
      .where(eq(shuDistributions.id, distributionId));
    const { year } = distribution;
    await postEntry(
      tx,
      call,
      shuEntry(
        { organisationId, subjectId: distributionId, on: today, narration: `SHU tahun buku ${year}` },
        await sharesOf(distributionId, tx),
      ),
    );
    return { distributionId, year };
  },
});

/** Says no to a proposal, with a reason: the second person, or whoever proposed. Another may be proposed. */
export const refuseDistribution = command({
  name: "cooperative.refuseDistribution",
  input: RefuseDistribution,
  isolation: "read committed",
  permit: async (tx, call, { distributionId }) => {
    if (!(await heldDistribution(tx, koperasiOf(call), distributionId)))
      throw new Missing("cooperative.distributionMissing");
    if (!mayRefuse(call.actor)) throw new Forbidden("cooperative.forbidden");
  },
  run: async (tx, call, { distributionId, refusal }) => {
    const { organisationId, personId } = await ownKoperasi(tx, call);
    const distribution = await heldDistribution(tx, organisationId, distributionId);
    invariant(distribution, "permitted above");
    if (distribution.state !== "proposed") throw new Conflict("cooperative.decided");
    await tx
      .update(shuDistributions)
      .set({ state: "refused", decidedBy: personId, decidedAt: call.at, refusal })
      .where(eq(shuDistributions.id, distributionId));
    return { distributionId, year: distribution.year };
  },
});

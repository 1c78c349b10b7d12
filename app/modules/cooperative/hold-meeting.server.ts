import { and, eq } from "drizzle-orm";
import { Conflict, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { annualMeetings } from "#db/schema/cooperative.ts";
import { PlanMeeting, RecordMeeting } from "./cooperative.schema.ts";
import { ownKoperasi, permitKeeper } from "./own-koperasi.server.ts";
import { heldMeeting, lastOf, meetingOf } from "./shu-reads.server.ts";

/** Plans the yearly meeting about a year of the books, or moves it to another day. Refuses one that was held. */
export const planMeeting = command({
  name: "cooperative.planMeeting",
  input: PlanMeeting,
  isolation: "read committed",
  permit: permitKeeper,
  run: async (tx, call, { year, plannedOn }) => {
    const { organisationId, personId } = await ownKoperasi(tx, call);
    if (plannedOn <= lastOf(year)) throw new RuleBroken("cooperative.meetingTooEarly");
    const known = await meetingOf(organisationId, year, tx);
    if (known?.heldAt) throw new Conflict("cooperative.meetingHeld");
    if (known) {
      await tx
        .update(annualMeetings)
        .set({ plannedOn, plannedBy: personId, plannedAt: call.at })
        .where(and(eq(annualMeetings.id, known.id), eq(annualMeetings.organisationId, organisationId)));
      return { meetingId: known.id };
    }
    const meetingId = newId("annualMeeting");
    await tx
      .insert(annualMeetings)
      .values({ id: meetingId, organisationId, year, plannedOn, plannedBy: personId, plannedAt: call.at });
    return { meetingId };
  },
});

/** Writes down that the meeting was held: when, by which minutes, how many came. It stays so. Refuses a day within the year or yet to come. */
export const recordMeeting = command({
  name: "cooperative.recordMeeting",
  input: RecordMeeting,
  isolation: "read committed",
  permit: permitKeeper,
  run: async (tx, call, { meetingId, heldOn, minutesNumber, present }) => {
    const { organisationId, personId, today } = await ownKoperasi(tx, call);
    const meeting = await heldMeeting(tx, organisationId, meetingId);
    if (!meeting) throw new Missing("cooperative.meetingMissing");
    if (meeting.heldAt !== null) throw new Conflict("cooperative.meetingHeld");
    if (heldOn > today) throw new RuleBroken("cooperative.dayToCome");
    if (heldOn <= lastOf(meeting.year)) throw new RuleBroken("cooperative.meetingTooEarly");
    await tx
      .update(annualMeetings)
      .set({ heldOn, minutesNumber, present, heldBy: personId, heldAt: call.at })
      .where(eq(annualMeetings.id, meetingId));
    return { meetingId };
  },
});

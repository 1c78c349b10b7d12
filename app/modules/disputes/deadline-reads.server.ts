import { dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { deadlineAfter } from "./dispute.ts";

/** Until when who it waits for may answer: hours of a dated rule where the trade center is, counted from `at`. */
export async function dueAfter(
  rule: "disputes.answer_hours" | "disputes.hearing_hours" | "disputes.decision_hours",
  { hubId, at }: { readonly hubId: string; readonly at: Date },
  on: Executor,
): Promise<Date> {
  const hub = await organisationById(hubId, on);
  invariant(hub, "a claim has a trade center");
  const scope = { regionCode: hub.regionCode, day: dayOf(at, hub.timeZone) };
  return deadlineAfter(at, await numberParameter(on, rule, scope));
}

import { dayOf } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { timeZoneOf } from "../regions/region-reads.server.ts";
import { answerDeadline } from "./round.ts";

/** By when a published share has to be answered, by the rule in force where and when it was published. */
export async function answerDeadlineOf(
  share: {
    readonly hubRegionCode: string;
    readonly callOffAnswerBy: Date;
    readonly publishedAt: Date;
  },
  on: Executor = db(),
): Promise<Date> {
  const day = dayOf(share.publishedAt, await timeZoneOf(share.hubRegionCode, on));
  const hours = await numberParameter(on, "allotment.answer_hours", {
    regionCode: share.hubRegionCode,
    day,
  });
  return answerDeadline(share.callOffAnswerBy, share.publishedAt, hours);
}
